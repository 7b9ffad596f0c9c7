# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translation catalogues of both parts, made and checked with Babel: no GNU gettext is needed.

python checks/catalogs.py update    collect the strings, merge them into each .po, write each .mo
python checks/catalogs.py check     say what is missing, fuzzy, unused, wrong or out of date

`amparo` (the library) marks its sentences with `say("...")` and {named} places; `django` (the
desk) uses Django's functions and template tags with %(named)s places.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "ru", "uk")
# A date that changes with each run would make every catalogue out of date.
FIXED_DATE = datetime(2025, 6, 24, tzinfo=UTC)
_PLACE = {"amparo": re.compile(r"\{(\w*)\}"), "django": re.compile(r"%\((\w+)\)[sd]|%[sd]")}

_DJANGO_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Domain:
    """One catalogue: its name, the folder whose strings it holds, and what marks a string."""

    name: str
    folder: Path
    keywords: dict[str, Any]

    def po(self, language: str) -> Path:
        """Give the place of the text form."""
        return self.folder / "locale" / language / "LC_MESSAGES" / f"{self.name}.po"

    def collect(self) -> Catalog:
        """Give all strings of the folder, in the order of files and lines."""
        found = Catalog(
            project="amparo", version="1", creation_date=FIXED_DATE, copyright_holder="Amparo"
        )
        for path in sorted(self.folder.rglob("*.py")):
            self._add(found, path, path.read_text(encoding="utf-8"))
        for path in sorted(self.folder.rglob("templates/**/*.html")) if self._has_tags else ():
            as_python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What stands around the strings is blanked to X; only its indentation would
            # disturb Python's tokenizer.
            flat = "\n".join(line.strip() for line in as_python.splitlines())
            self._add(found, path, flat)
        return found

    @property
    def _has_tags(self) -> bool:
        return self.name == "django"

    def _add(self, found: Catalog, path: Path, text: str) -> None:
        place = path.relative_to(ROOT).as_posix()
        strings = extract(
            "python", io.BytesIO(text.encode()), keywords=self.keywords, comment_tags=("Note:",)
        )
        for _line, message, comments, context in strings:
            found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)


DOMAINS = (
    Domain("amparo", ROOT / "src/amparo", {"say": None}),
    Domain("django", ROOT / "src/amparo_desk", dict(_DJANGO_KEYWORDS)),
)


def read(path: Path, language: str) -> Catalog:
    """Read a .po, an empty catalogue where there is none."""
    if not path.exists():
        return Catalog(locale=language, creation_date=FIXED_DATE)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """Give the bytes of the .mo; fuzzy strings are left out."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update(domain: Domain, language: str) -> None:
    """Merge the collected strings into the .po and write both forms."""
    path = domain.po(language)
    catalogue = read(path, language)
    catalogue.update(domain.collect(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.revision_date = FIXED_DATE
    catalogue.header_comment = "# SPDX-License-Identifier: AGPL-3.0-or-later"
    catalogue.fuzzy = False
    out = io.BytesIO()
    write_po(out, catalogue, width=96, include_lineno=False, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue())
    path.with_suffix(".mo").write_bytes(compiled(read(path, language)))


def faults(domain: Domain, language: str) -> Iterator[str]:
    """Say everything that is wrong with one catalogue; nothing if it is complete."""
    path = domain.po(language)
    catalogue, wanted = read(path, language), domain.collect()
    for message in wanted:
        if message.id:
            translated = catalogue.get(message.id, message.context)
            yield from (
                f"{path}: {fault}" for fault in _message_faults(domain, message, translated)
            )
    for message in catalogue:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{path}: {_first(message)!r} is used nowhere; run `make catalogs`"
    mo = path.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(catalogue):
        yield f"{mo} is out of date; run `make catalogs`"


def _message_faults(domain: Domain, wanted: Message, translated: Message | None) -> Iterator[str]:
    name = repr(_first(wanted))
    strings = _strings(translated.string) if translated else ()
    if translated is None or not strings or not all(strings):
        yield f"{name} is not translated"
        return
    if translated.fuzzy:
        yield f"{name} is fuzzy"
    # A plural's singular form may say "one" without the number, so each form is held against
    # all that the English forms may use.
    places = _PLACE[domain.name]
    allowed = {place for text in _strings(wanted.id) for place in _found(places, text)}
    needed = set.intersection(*(_found(places, text) for text in _strings(wanted.id)))
    for text in strings:
        used = _found(places, text)
        if not needed <= used <= allowed:
            yield f"{name} has the places {sorted(allowed)}, its translation {sorted(used)}"


def _found(places: re.Pattern[str], text: str) -> set[str]:
    return {match[0] for match in places.finditer(text)}


def _strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _first(message: Message) -> str:
    return _strings(message.id)[0]


def main(arguments: list[str]) -> int:
    """Update or check; 0 fine, 1 faults found, 2 wrong use."""
    pairs = [(domain, language) for domain in DOMAINS for language in LANGUAGES]
    match arguments:
        case ["update"]:
            for domain, language in pairs:
                update(domain, language)
            return 0
        case ["update", name]:
            for domain, language in pairs:
                if domain.name == name:
                    update(domain, language)
            return 0
        case ["check"]:
            found = [fault for domain, language in pairs for fault in faults(domain, language)]
            print("\n".join(found) or "all catalogues are complete")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
