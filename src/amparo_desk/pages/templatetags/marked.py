# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes in a text: underlined and struck, with a sign, with words for who does not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.texts.marked import Mark, Run
from amparo_desk.pages.debates import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.texts.layers.differences import Difference
    from amparo.texts.marked import MarkedParagraph

register = template.Library()
register.filter("slug", slug)


@register.simple_tag
def paragraph_marked(
    item: MarkedParagraph,
    choices: Mapping[str, str] | None = None,
    page: str | None = None,
    *,
    voted: bool = False,
) -> SafeString:
    """Write a paragraph with its changes in place.

    `page` is where the cards of the amendments are ("" for this page); None writes no links to
    them. `voted` shows the number that results in place of the draft's.
    """
    whole = item.mark is not Mark.KEPT
    runs = "".join(
        # One mark for what an amendment strikes and puts in its place.
        _run(run, choices or {}, None if whole or not _last_of(run, after) else page)
        for run, after in zip(item.runs, (*item.runs[1:], None), strict=True)
    )
    by = _by(item.by, page) if whole and page is not None and item.by else ""
    words = f"{_number(item, voted=voted)}{runs}{by}"
    kind = f"mark-{item.mark.value}{' is-heading' if item.heading else ''}"
    return mark_safe(  # noqa: S308 - all words are escaped above
        f'<p class="para level-{max(item.level, 1)} {kind}">{words}</p>'
    )


@register.simple_tag
def paragraph_resulting(item: MarkedParagraph, row: int, place: int) -> SafeString:
    """Write a paragraph as it results, without marks; nothing for one that is struck."""
    if item.mark is Mark.STRUCK:
        return mark_safe("")
    number = ""
    if item.number_after:
        number = f'<span class="num" id="k-{row}-{place}">{escape(item.number_after)}.</span>'
    kind = " is-heading" if item.heading else ""
    return mark_safe(  # noqa: S308 - all words are escaped
        f'<p class="para level-{max(item.level, 1)}{kind}">{number} {escape(item.after)}</p>'
    )


@register.simple_tag
def difference_marked(item: Difference) -> SafeString:
    """Write a difference between two texts with some words on either side."""
    left, right = item.context
    runs = (Run(Mark.STRUCK, item.before), Run(Mark.INSERTED, item.after))
    marked = "".join(_run(run, {}, None) for run in runs)
    return mark_safe(f"{escape(left)}{marked}{escape(right)}")  # noqa: S308 - all words are escaped


def _last_of(run: Run, after: Run | None) -> bool:
    return after is None or after.mark is Mark.KEPT or after.by != run.by


def _number(item: MarkedParagraph, *, voted: bool) -> str:
    if not (item.number_before or item.number_after):
        return ""
    if item.mark is Mark.INSERTED:
        return f'<ins class="num">{escape(item.number_after)}.</ins> '
    if item.mark is Mark.STRUCK:
        return f'<del class="num">{escape(item.number_before)}.</del> '
    number = item.number_after if voted else item.number_before
    return f'<span class="num">{escape(number)}.</span> '


def _run(run: Run, choices: Mapping[str, str], page: str | None) -> str:
    if run.mark is Mark.KEPT or not run.text:
        return escape(run.text)
    tag = "ins" if run.mark is Mark.INSERTED else "del"
    said = _("[inserted:") if tag == "ins" else _("[struck:")
    tone = choices.get(run.by) or "open"
    by = _by(run.by, page) if page is not None and run.by else ""
    return (
        f'<{tag} class="{tone}"><span class="hidden">{escape(said)} </span>{escape(run.text)}'
        f'<span class="hidden">]</span></{tag}>{by}'
    )


def _by(label: str, page: str) -> str:
    name = escape(_("Amendment %(label)s") % {"label": label})
    where = f"{escape(page)}#a-{slug(label)}"
    return f'<a class="by" href="{where}" aria-label="{name}">{escape(label)}</a>'
