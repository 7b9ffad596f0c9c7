# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of sources: what is read, and every fault at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.yaml_files import YamlFileError
from amparo.exchange.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_field_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "- key: a\n  kind: list\n  title: A list\n  knowledge: secondary\n  language: uk\n"
        "  published: 2024-12\n  pages: ['https://example.org/1']\n  synthetic: true\n"
        "  statement: What it says.\n  note: A caveat.\n",
    )
    assert read_sources(path) == (
        Source(
            key="a",
            kind=SourceKind.LIST,
            title="A list",
            knowledge=Knowledge.SECONDARY,
            language="uk",
            pages=("https://example.org/1",),
            published="2024-12",
            note="A caveat.",
            synthetic=True,
            statement="What it says.",
        ),
    )


def test_what_is_left_out_is_not_filled_in(tmp_path: Path) -> None:
    path = written(tmp_path, "- {key: a, kind: note, title: T, knowledge: seen}\n")
    (source,) = read_sources(path)
    assert (source.published, source.language, source.pages) == ("", "und", ())
    assert not source.synthetic


def test_all_faults_are_named_with_their_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "- {key: a, kind: note, title: T, knowledge: seen}\n"
        "- {key: a, kind: rumour, title: T, knowledge: sure}\n"
        "- {key: b, kind: note, title: T, knowledge: seen, published: 24.6.2025}\n"
        "- {kind: note, title: T, knowledge: seen, pages: [example.org], size: 3}\n"
        "- {key: a, kind: note, title: U, knowledge: seen}\n",
    )
    with pytest.raises(YamlFileError) as caught:
        read_sources(path)
    found = [(fault.line, fault.what) for fault in caught.value.faults]
    expected = [
        (2, "'rumour' is not one of"),
        (2, "'sure' is not one of"),
        (3, "'24.6.2025' is not a date"),
        (4, "'size' is not a field"),
        (4, "'key' is missing"),
        (5, "two sources 'a'"),
    ]
    assert len(found) == len(expected)
    for line, what in expected:
        assert any(n == line and what in text for n, text in found), (line, what)


def test_a_page_must_be_an_address(tmp_path: Path) -> None:
    path = written(
        tmp_path, "- {key: a, kind: note, title: T, knowledge: seen, pages: [example.org]}\n"
    )
    with pytest.raises(YamlFileError, match="not an address"):
        read_sources(path)
