# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project's own checks find what they are for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def check(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "checks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://elsewhere.example/x.js"></script>',
        "<script src=//elsewhere.example/x.js></script>",
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        "body { background: url(https://elsewhere.example/x.png) }",
        "body { background: url('//elsewhere.example/x.png') }",
        '@import "https://elsewhere.example/x.css";',
        'fetch("https://elsewhere.example/data")',
        '<form action="https://elsewhere.example/">',
        '<img srcset="https://elsewhere.example/x.png 2x">',
        '#import "@preview/cetz:0.3.0"',
    ],
)
def test_what_would_be_fetched_is_found(text: str) -> None:
    assert check("addresses").fetched_in_page(text)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://elsewhere.example/">a link to be clicked</a>',
        '<svg xmlns="http://www.w3.org/2000/svg">',
        '<link rel="stylesheet" href="/static/amparo.css">',
        "body { background: url(/static/x.svg) }",
    ],
)
def test_a_link_or_a_file_of_our_own_is_no_fetch(text: str) -> None:
    assert check("addresses").fetched_in_page(text) == []


def test_the_tree_holds_no_foreign_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert check("addresses").main() == 0


def test_an_address_in_a_lock_is_found(tmp_path: Path) -> None:
    lock = "--index-url https://registry.example/simple\nclick==8.0\n"
    assert check("addresses").addresses_in_configuration(lock) == ["https://"]


def test_long_files_and_functions_are_found(tmp_path: Path) -> None:
    module = tmp_path / "long.py"
    body = "".join(f"    x = {number}\n" for number in range(60))
    module.write_text(f"def short():\n    pass\n\n\ndef long():\n{body}" + "\n" * 400)
    found = check("sizes").too_long(module)
    assert len(found) == 2
    assert "lines (limit 400)" in found[0]
    assert "long, 61 lines" in found[1]


def test_the_tree_keeps_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert check("sizes").main() == 0
