# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hand-kept YAML: nothing is turned into something else, and every fault has its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.core.yaml_files import Marked, YamlFileError, read_marked

if TYPE_CHECKING:
    from pathlib import Path


def marked(folder: Path, text: str) -> Marked:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return read_marked(path)


@pytest.mark.parametrize("text", ["2024-02-13", "2022-03", "1_000", "no", "0x10", "1.50", "~"])
def test_a_scalar_stays_the_text_it_is(tmp_path: Path, text: str) -> None:
    assert marked(tmp_path, text).text() == text


def test_a_key_written_twice_is_a_fault(tmp_path: Path) -> None:
    top = marked(tmp_path, "a: 1\nb: 2\na: 3\n")
    top.items()
    assert [(fault.line, fault.place) for fault in top.faults] == [(3, "a")]


def test_places_are_paths_inside_the_file(tmp_path: Path) -> None:
    top = marked(tmp_path, "people:\n- name: A\n- name: [B]\n")
    for entry in top.items()["people"].entries():
        entry.items()["name"].text()
    assert [str(fault) for fault in top.faults] == [
        "line 3, people[2].name: must be a single text; put it in quotation marks"
    ]


def test_a_shape_that_is_not_expected_is_a_fault_and_not_an_exception(tmp_path: Path) -> None:
    top = marked(tmp_path, "a: text\nb: [1]\n")
    fields = top.items()
    assert fields["a"].entries() == []
    assert fields["a"].items() == {}
    assert fields["b"].items() == {}
    assert [fault.line for fault in top.faults] == [1, 1, 2]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "a: [1\n", "a: b: c\n", "\ta: 1\n"])
def test_what_is_no_yaml_is_refused_with_a_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(YamlFileError) as caught:
        marked(tmp_path, text)
    (fault,) = caught.value.faults
    assert fault.line >= 1
    assert "file.yaml: line" in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes("имя: Горинов".encode("cp1251"))
    with pytest.raises(YamlFileError, match="UTF-8"):
        read_marked(path)


def test_faults_are_raised_in_the_order_of_their_lines(tmp_path: Path) -> None:
    top = marked(tmp_path, "a: x\nb: y\n")
    fields = top.items()
    fields["b"].date()
    fields["a"].word(("p", "q"))
    with pytest.raises(YamlFileError) as caught:
        top.raise_faults(tmp_path)
    assert [fault.line for fault in caught.value.faults] == [1, 2]
