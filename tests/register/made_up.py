# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up lists, case records and the whole register as plain rows (SYNTHETIC, all of it)."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.statements import Schema, Statement
from amparo.exchange.case_files import CaseRecord
from amparo.exchange.lists import read_list
from amparo.exchange.mapping import read_mapping
from amparo_desk.register import domain
from amparo_desk.register.domain.deriving import DERIVED
from amparo_desk.register.models import Record

if TYPE_CHECKING:
    from amparo.exchange.lists import ListContent
    from amparo.exchange.mapping import Mapping
    from amparo_desk.accounts.models import User
    from amparo_desk.register.domain import Imported

MAPPING = """
list: {key}
language: {language}
complete_snapshot: {complete}
duplicate_free: {duplicate_free}
key: No
name_order: {order}
columns:
  Name: name
  Born: birth_date
  Article: {{property: case_provision, words: {{art. 1: "RU/UK/207.3/1", art. 2: "RU/UK/280.3"}}}}
  Place: {place}
ignore: [Remarks]
"""
COLUMNS = ("No", "Name", "Born", "Article", "Place", "Remarks")
Row = tuple[str, ...]

ANNA: Row = ("1", "Anna Vymyshlena", "1980", "art. 1", "Tver", "")
BORIS: Row = ("2", "Boris Pridumanov", "1975-03", "art. 2", "Omsk", "")
NOBODY: Row = ("3", "17-летний житель Тюмени", "", "art. 2", "Tyumen", "")


def source(key: str, kind: SourceKind = SourceKind.LIST) -> Source:
    return Source(key, kind, f"SYNTHETIC {key}", Knowledge.SEEN, pages=("https://example.org/a",))


def listed(
    *rows: Row,
    key: str = "list-a",
    language: str = "en",
    order: str = "given_first",
    complete: str = "true",
    duplicate_free: str = "false",
    place: str = "place",
) -> tuple[ListContent, Mapping, Path]:
    """Write a list and its mapping as files, and read them as a user would."""
    folder = Path(tempfile.mkdtemp(prefix="list-", dir=settings.WORKSPACE.path))
    words = {"key": key, "language": language, "order": order, "duplicate_free": duplicate_free}
    mapping_file, file = folder / "mapping.yaml", folder / f"{key}.csv"
    mapping_file.write_text(MAPPING.format(**words, complete=complete, place=place))
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([COLUMNS, *rows])
    mapping = read_mapping(mapping_file)
    return read_list(file, mapping), mapping, file


def bring(user: User, *rows: Row, **how: str) -> Imported:
    """Import a list of these rows."""
    content, mapping, file = listed(*rows, **how)
    return domain.import_list(content=content, mapping=mapping, file=file, user=user)


def case_record(key: str = "note-a/anna", *, months: str = "24", name: str = "Anna") -> CaseRecord:
    """Make a record with one prosecution of one charge and one sentence."""
    note = key.split("/", maxsplit=1)[0]

    def say(entity: str, schema: Schema, parent: str, prop: str, value: str) -> Statement:
        return Statement(entity, schema, parent, prop, value, note, key, value, "en")

    case = f"{key}/case"
    return CaseRecord(
        key,
        note,
        (
            say(key, Schema.PERSON, "", "name", f"{name} Vymyshlena"),
            say(case, Schema.PROSECUTION, key, "country", "RU"),
            say(f"{case}/charge", Schema.CHARGE, case, "provision", "RU/UK/207.3/1"),
            say(f"{case}/first", Schema.SENTENCE, case, "kind", "imprisonment"),
            say(f"{case}/first", Schema.SENTENCE, case, "months", months),
        ),
    )


def record(key: str) -> Record:
    return Record.objects.get(key=key)


def derived_rows() -> dict[str, list[dict[str, Any]]]:
    """Give every derived row and each record's person."""
    found = {model.__name__: _rows(model) for model in DERIVED}
    persons = Record.objects.order_by("pk").values_list("pk", "person_id")
    found["Record"] = [{"pk": number, "person": person} for number, person in persons]
    return found


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table of the desk."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("amparo_desk")]
    return {model.__name__: _rows(model) for model in ours}


def _rows(model: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any model
    return sorted(model.objects.order_by().values(), key=lambda row: str(next(iter(row.values()))))
