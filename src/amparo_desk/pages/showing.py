# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values of the register in the reader's words: dates, numbers, vocabulary words, provisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from amparo.core.cases import Stated
from amparo.core.dates import PartialDate
from amparo.core.messages import say_date
from amparo.core.sources import Knowledge
from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.dossier.values import length, provision_words
from amparo.resources import label

if TYPE_CHECKING:
    from amparo.core.cases import Known
    from amparo.core.statements import Statement
    from amparo_desk.register.models import Statement as StatementRow

# Properties whose value is the key of a provision.
PROVISION_PROPERTIES = {"provision", "case_provision"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of one source, ready to show; `written` only where it says more than `text`."""

    text: str
    language: str
    written: str
    written_language: str
    source: str
    knowledge: str
    chosen: bool = False
    provision: str = ""


def language_now() -> str:
    """Give the language in which the page is shown."""
    return get_language() or "en"


def shown_values(known: Known[Any], schema: str, prop: str) -> list[Shown]:
    """Give every value with its source, in the order of the statements."""
    return [_shown(item, schema, prop, chosen=item == known.chosen) for item in known.stated]


def shown_statement(item: Statement) -> Shown:
    """Give a statement's value as it is shown."""
    value = stated_value(item.value, item.schema.value, item.prop)
    stated = Stated(value, item.source, item.written, item.language, item.knowledge)
    return _shown(stated, item.schema.value, item.prop, chosen=False)


def shown_row(row: StatementRow) -> Shown:
    """Give the value of a row of statements as it is shown."""
    value = stated_value(row.value, row.schema, row.prop)
    knowledge = Knowledge(row.knowledge) if row.knowledge else None
    stated = Stated(value, row.source.key, row.written, row.language, knowledge)
    return _shown(stated, row.schema, row.prop, chosen=False)


def stated_value(value: str, schema: str, prop: str) -> str | int | PartialDate:
    """Read a statement's value as the engines do."""
    kind = PROPERTIES[Schema(schema)][prop]
    if kind is Kind.DATE and value:
        return PartialDate.from_edtf(value)
    return int(value) if kind is Kind.NUMBER and value else value


def _shown(item: Stated[Any], schema: str, prop: str, *, chosen: bool) -> Shown:
    kind = PROPERTIES[Schema(schema)][prop]
    text = value_text(item.value, schema, prop)
    foreign = item.language if item.language not in {"und", language_now()} else ""
    return Shown(
        text=text,
        # Only text stands in the source's language; what we say of it stands in the reader's.
        language=foreign if kind is Kind.TEXT else "",
        written=item.written if item.written != text else "",
        written_language=foreign,
        source=item.source,
        knowledge=item.knowledge.value if item.knowledge else "",
        chosen=chosen,
        provision=str(item.value) if prop in PROVISION_PROPERTIES else "",
    )


def value_text(value: Any, schema: str, prop: str) -> str:  # noqa: ANN401 - a property's value
    """Say a value in the reader's language."""
    language = language_now()
    if isinstance(value, PartialDate):
        return say_date(value).text(language)
    if prop == "months" and isinstance(value, int):
        return length(value, language)
    if prop in PROVISION_PROPERTIES:
        return provision_words(str(value), language).text(language)
    if PROPERTIES[Schema(schema)][prop] is Kind.WORD:
        return label(f"{schema}.{prop}", str(value), language)
    return str(value)


def provision_text(key: str) -> str:
    """Say a provision's key in the reader's language."""
    return provision_words(key, language_now()).text(language_now())
