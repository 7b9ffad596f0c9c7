# SPDX-License-Identifier: AGPL-3.0-or-later
"""Facts on a page: a value, how well it is known, and its source in one click.

Every fact on every page is written with `fact` or `known`; tests/pages walk the pages and hold
each element marked data-fact against its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from amparo.core.messages import Message
from amparo.core.sources import Knowledge
from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.dossier.words import KNOWLEDGE, KNOWLEDGE_MEANS
from amparo_desk.pages.showing import language_now, shown_values
from amparo_desk.pages.words import SUBJECT, VERB

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.cases import Known
    from amparo_desk.register.models import Source

register = template.Library()


@register.filter
def said(value: Any) -> str:  # noqa: ANN401 - a message or what stands in its place
    """Say an engine's message in the reader's language; other values as they are."""
    if isinstance(value, Message):
        return value.text(language_now())
    if isinstance(value, dict) and "say" in value:
        return Message.from_json(value).text(language_now())
    return "" if value is None else str(value)


@register.filter
def verb_words(verb: str) -> str:
    """Name a verb of the history; one that has no name here by itself."""
    return str(VERB.get(verb, verb))


@register.filter
def subject_words(kind: str) -> str:
    """Name what a change of the history was made to; a kind without a name here by itself."""
    return str(SUBJECT.get(kind, kind))


@register.filter
def in_words(words: Any) -> str:  # noqa: ANN401 - amparo.demands.Words
    """Give words kept in four languages in the reader's; empty where there are none."""
    return words.text(language_now()) if words else ""


@register.simple_tag(takes_context=True)
def cite(
    context: dict[str, Any], keys: str | Iterable[str], knowledge: Knowledge | str | None = None
) -> SafeString:
    """Give how well it is known and a link to each source; `knowledge` overrides the source's."""
    sources: dict[str, Source] = context["desk_sources"]
    keys = (keys,) if isinstance(keys, str) else keys
    cited = [_cited(key, sources.get(key), knowledge) for key in dict.fromkeys(keys)]
    return mark_safe(render_to_string("components/cite.html", {"cited": cited}))  # noqa: S308 - made by a template, which escapes


@register.simple_tag(takes_context=True)
def at_page(context: dict[str, Any], parameter: str, number: int) -> str:
    """Give the address of another page of a list, with what else was asked for."""
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.simple_block_tag(takes_context=True)
def fact(
    context: dict[str, Any],
    content: str,
    source: str | Iterable[str],
    knowledge: Knowledge | str | None = None,
    lang: str = "",
) -> SafeString:
    """Write what stands between the tags as a fact, with its source beside it."""
    inner = format_html('<span lang="{}">{}</span>', lang, content) if lang else content
    return format_html(
        '<span class="fact" data-fact>{} {}</span>', inner, cite(context, source, knowledge)
    )


@register.inclusion_tag("components/known.html", takes_context=True)
def known(
    context: dict[str, Any], value: Known[Any] | None, schema: str, prop: str
) -> dict[str, Any]:
    """Show every value that the sources give of a property, or that none gives any."""
    return {
        "values": shown_values(value, schema, prop) if value else [],
        "differ": _how_they_differ(value, schema, prop),
        "reason": value.reason if value else "",
        "desk_sources": context["desk_sources"],
    }


def _how_they_differ(value: Known[Any] | None, schema: str, prop: str) -> str:
    """Say whether sources dispute a value or only word it differently; names are just names."""
    if value is None or not value.disputed or prop == "name":
        return ""
    return "worded" if PROPERTIES[Schema(schema)][prop] is Kind.TEXT else "disputed"


def _cited(key: str, source: Source | None, knowledge: Knowledge | str | None) -> dict[str, Any]:
    word = Knowledge(knowledge or (source.knowledge if source else Knowledge.NOT_FOUND))
    language = language_now()
    return {
        "key": key,
        "title": source.title if source else key,
        "lang": _foreign(source.language if source else "und"),
        "synthetic": bool(source and source.synthetic),
        "word": word.value,
        "short": KNOWLEDGE[word].words.text(language),
        "meaning": KNOWLEDGE_MEANS[word].text(language),
    }


def _foreign(language: str) -> str:
    return "" if language in {"und", language_now()} else language
