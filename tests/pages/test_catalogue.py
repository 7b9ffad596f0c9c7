# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every string of the desk is translated, and what is compiled is what is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks import catalogs

if TYPE_CHECKING:
    from pathlib import Path

(DESK,) = (domain for domain in catalogs.DOMAINS if domain.name == "django")


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_the_desk_speaks_the_language(language: str) -> None:
    assert list(catalogs.faults(DESK, language)) == []


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> catalogs.Domain:
    """Give a desk of two strings, translated."""
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    desk = replace(DESK, folder=tmp_path / "desk")
    (desk.folder / "templates").mkdir(parents=True)
    (desk.folder / "a.py").write_text('_("One %(thing)s")\n')
    (desk.folder / "templates" / "a.html").write_text('  {% load i18n %}{% translate "Two" %}')
    catalogs.update(desk, "fr")
    po = desk.po("fr").read_text()
    po = po.replace('"One %(thing)s"\nmsgstr ""', '"One %(thing)s"\nmsgstr "Une %(thing)s"')
    desk.po("fr").write_text(po.replace('"Two"\nmsgstr ""', '"Two"\nmsgstr "Deux"'))
    catalogs.update(desk, "fr")
    assert list(catalogs.faults(desk, "fr")) == []
    return desk


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgstr "Deux"', 'msgstr ""', "'Two' is not translated"),
        ("Une %(thing)s", "Une %(chose)s", "has the places"),
        ("Une %(thing)s", "Une chose", "has the places"),
        ('msgid "Two"', '#, fuzzy\nmsgid "Two"', "'Two' is fuzzy"),
        ('msgid "Two"', 'msgid "Three"', "'Three' is used nowhere"),
        ('msgstr "Deux"', 'msgstr "2"', "is out of date"),
    ],
)
def test_a_fault_is_named(copied: catalogs.Domain, before: str, after: str, fault: str) -> None:
    po = copied.po("fr").read_text()
    assert before in po
    copied.po("fr").write_text(po.replace(before, after))
    assert fault in "\n".join(catalogs.faults(copied, "fr"))


def test_an_update_keeps_translations_and_drops_what_is_gone(copied: catalogs.Domain) -> None:
    (copied.folder / "a.py").unlink()
    catalogs.update(copied, "fr")
    po = copied.po("fr").read_text()
    assert "Deux" in po
    assert "Une" not in po
