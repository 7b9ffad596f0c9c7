# SPDX-License-Identifier: AGPL-3.0-or-later
"""An editor: somebody changes a paragraph and gets the amendment in the Assembly's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amparo.texts.document import Document, Part, find
from amparo.texts.drafting.writing import CannotBeWritten, note_fault, tabled_text, write_amendments
from amparo.texts.plain import Line, nested
from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.pages.opened import open_debate
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from amparo.texts.document import Paragraph
    from amparo_desk.chamber.reckoning import Reckoned

LONGEST = 100_000
# "8.5. to call"; without the dot "12 June" would be a number. "* words" is a line that has none.
_LINE = re.compile(r"(?P<number>\d{1,3}(?:\.(?:\d{1,3}|[a-z]|[ivx]{1,5}))*)\.\s+(?P<text>\S.*)")
_BARE = "* "


class WriteForm(forms.Form):
    """A paragraph as somebody edited it, and the note that goes with the amendment."""

    words = forms.CharField(
        label=gettext_lazy("The paragraph as it should read"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "wide"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Explanatory note, at most 50 words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
    )
    split = forms.BooleanField(
        label=gettext_lazy("One amendment for each paragraph touched"), required=False
    )
    # The paragraph as the page showed it, so that a correction made meanwhile is not undone.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_note(self) -> str:
        """Refuse a note of more words than the Rules allow."""
        note = " ".join(str(self.cleaned_data["note"]).split())
        if fault := note_fault(note):
            raise forms.ValidationError(fault.text(language_now()))
        return note


@require_http_methods(["GET", "HEAD", "POST"])
def debate_write(request: HttpRequest, key: str) -> HttpResponse:
    """Show the paragraphs to choose from, one to be edited, and the amendment that results."""
    documenter(request)
    opened = open_debate(request, key)
    if opened.text is None:
        raise Http404(key)
    work = reckoned(opened.text)
    asked = request.POST if request.method == "POST" else request.GET
    part, chosen = _chosen(work.document, asked.get("paragraph", ""))
    context: dict[str, Any] = {
        "opened": opened,
        "chosen": chosen,
        "asked": asked.get("paragraph", ""),
        "typed": request.POST.get("words", ""),
        "parts": [
            (number, item, list(item.paragraphs)) for number, item in enumerate(work.document.parts)
        ],
    }
    if chosen is None or part is None:
        status = 404 if context["asked"] else 200
        return render(request, "pages/debate_write.html", context, status=status)
    form = _form(request, block(chosen))
    if request.method == "POST" and form.is_valid():
        context["written"] = _written(form, work, part, chosen)
    status = 422 if form.errors else 200
    return render(request, "pages/debate_write.html", {**context, "form": form}, status=status)


def _form(request: HttpRequest, now: str) -> WriteForm:
    """Give the form; if the paragraph was corrected since it was shown, with the question."""
    seen = sha256(now.encode()).hexdigest()
    if request.method != "POST":
        return WriteForm(initial={"words": now, "seen": seen})
    corrected = request.POST.get("seen", seen) != seen
    form = WriteForm({**request.POST.dict(), "seen": seen})
    if corrected and form.is_valid():
        said = _(
            "The draft was corrected since this page was opened. The paragraph now reads as"
            " follows; take over what you want of it, then ask again:\n%(now)s"
        )
        form.add_error("words", said % {"now": now})
    return form


def block(paragraph: Paragraph) -> str:
    """Give a paragraph with its sub-paragraphs as it is edited: one line for each."""
    return "\n".join(
        f"{item.number}. {item.text}" if item.number else _BARE + item.text
        for item in paragraph.walk()
    )


def edited(document: Document, part: Part, chosen: Paragraph, words: str) -> Document:
    """Give the document with a paragraph as it was edited; its numbers only tell levels."""
    lines: list[Line] = []
    skipped = {item.key for item in chosen.walk()}
    for item in part.walk():
        if item.key == chosen.key:
            lines += _lines(words, chosen)
        if item.key not in skipped:
            lines.append(Line(item.number, item.text, item.heading))
    made = replace(part, paragraphs=nested(lines, part.kind))
    return replace(document, parts=tuple(made if item is part else item for item in document.parts))


def _lines(words: str, chosen: Paragraph) -> Iterator[Line]:
    stood = {item.number for item in chosen.walk()}
    number = chosen.number
    for raw in words.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        if line.startswith(_BARE):
            yield Line("", line.removeprefix(_BARE))
        elif (found := _LINE.fullmatch(line)) and (
            found["number"] in stood or _can_follow(number, found["number"])
        ):
            number = found["number"]
            yield Line(number, found["text"])
        else:
            # Without a number that can follow: one more on the level of the line above.
            yield Line(number, line)


def _can_follow(former: str, number: str) -> bool:
    """Say whether a number goes on with the one above: 8.1 after 8, 8.2 or 9 after 8.1."""
    *stem, last = number.split(".")
    above = former.split(".")
    if stem == above:
        return True
    if len(stem) >= len(above) or stem != above[: len(stem)]:
        return False
    beside = above[len(stem)]
    if last.isdigit() and beside.isdigit():
        return int(last) == int(beside) + 1
    return not last.isdigit() and not beside.isdigit() and last != beside


def _chosen(document: Document, asked: str) -> tuple[Part | None, Paragraph | None]:
    """Read "0:8.1": the part by its place, the paragraph by its number."""
    place, _colon, number = asked.partition(":")
    parts = dict(enumerate(document.parts))
    part = parts.get(int(place)) if place.isdecimal() and len(place) < len("100") else None
    return part, find(part, number) if part and number else None


def _written(form: WriteForm, work: Reckoned, part: Part, chosen: Paragraph) -> dict[str, Any]:
    """Give the amendments as they are handed in, or why none can be written."""
    given = form.cleaned_data
    after = edited(work.document, part, chosen, given["words"])
    try:
        made = write_amendments(work.document, after, split=given["split"])
    except CannotBeWritten as refused:
        return {"refused": refused.reason.text(language_now())}
    if not made:
        return {"refused": _("Nothing was changed.")}
    numbers = [int(label) for label in work.amendments if label.isdecimal()]
    first = max(numbers, default=0) + 1
    return {
        "texts": [
            tabled_text(item, number=number, note=given["note"])
            for number, item in enumerate(made, first)
        ]
    }
