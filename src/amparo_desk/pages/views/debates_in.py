# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in a draft, the amendments to it, and what was printed after the vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.texts.plain import told_language
from amparo_desk.chamber.domain import (
    FaultsError,
    TextAsRead,
    keep_amendments,
    keep_published,
    keep_text,
    take_in_debate,
)
from amparo_desk.chamber.models import DraftText
from amparo_desk.chamber.queries.drafts import former_words
from amparo_desk.chamber.reckoning import Reckoned, reckoned
from amparo_desk.history.rows import Kept
from amparo_desk.pages.opened import open_debate
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.taking_in import (
    PastedForm,
    amendments_of_words,
    document_of_words,
    file_field,
    words_field,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from amparo.texts.document import Document
    from amparo_desk.accounts.models import User
    from amparo_desk.chamber.models import Draft
    from amparo_desk.pages.opened import Opened

LONGEST_TITLE = 400
# What may be taken into a debate that is here.
TEXT, AMENDMENTS, PUBLISHED = "text", "amendments", "published"


class NewDebateForm(PastedForm):
    """A draft with its source, and the amendments to it if they are there."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    doc = forms.CharField(
        label=gettext_lazy("Number of the document"), max_length=60, required=False
    )
    address = forms.URLField(
        label=gettext_lazy("Address where it was read"), required=False, assume_scheme="https"
    )
    draft = words_field(gettext_lazy("The draft"), 12)
    draft_file = file_field(gettext_lazy("or a file with the draft"))
    amendments = words_field(gettext_lazy("The amendments"), 8)
    amendments_file = file_field(gettext_lazy("or a file with the amendments"))


class TakeInForm(PastedForm):
    """One more text of a debate that is here."""

    what = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            (AMENDMENTS, gettext_lazy("amendments")),
            (TEXT, gettext_lazy("the draft, in the other language or corrected")),
            (PUBLISHED, gettext_lazy("the text as published after the vote")),
        ],
    )
    words = words_field(gettext_lazy("The words"), 14)
    words_file = file_field(gettext_lazy("or a file with them"))
    # The version of the draft that somebody has seen and wants replaced.
    replaced = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Replacing:
    """A draft that would take the place of one that is here: what is here, what no longer fits."""

    words: str
    standing: DraftText
    paragraphs_here: int
    paragraphs_new: int
    amendments: int
    unfit: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def debate_new(request: HttpRequest) -> HttpResponse:
    """Ask for a draft and amendments and keep them: all, or nothing with every reason."""
    user = documenter(request)
    form = NewDebateForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        draft = _new(form, user, faults)
        if draft is not None:
            return redirect("debate", draft.key)
    context = {"form": form, "faults": faults}
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/debate_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def debate_take_in(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for one more text of a debate and keep it, or say every reason why not."""
    user = documenter(request)
    opened = open_debate(request, key)
    form = TakeInForm(_sent(request, opened), request.FILES or None)
    faults: list[str] = []
    replacing: Replacing | None = None
    if request.method == "POST" and form.is_valid():
        said = _more(form, opened, user, faults)
        if isinstance(said, Replacing):
            replacing = said
        elif not faults:
            messages.success(request, said)
            return redirect(opened.address())
    context = {
        "opened": opened,
        "form": form,
        "faults": faults,
        "replacing": replacing,
        "former": [
            text
            for language, text in opened.texts.items()
            if former_words(opened.draft, language) is not None
        ],
    }
    status = 422 if request.method == "POST" and not replacing else 200
    return render(request, "pages/debate_take_in.html", context, status=status)


def _sent(request: HttpRequest, opened: Opened) -> QueryDict | dict[str, str] | None:
    """Give what was sent; a former text that is wanted back comes in as any other does."""
    language = request.POST.get("bring_back", "")
    former = former_words(opened.draft, language) if language in opened.texts else None
    if former is not None:
        return {"what": TEXT, "language": language, "words": former}
    return request.POST or None


def _new(form: NewDebateForm, user: User, faults: list[str]) -> Draft | None:
    given = form.cleaned_data
    words = form.pasted("draft", faults)
    tabled = form.pasted("amendments", faults)
    if not words.strip() and not faults:
        faults.append(_("There is no draft: paste one or send a file."))
    document = document_of_words(words, given["language"], faults) if words.strip() else None
    language = document.language if document else given["language"]
    amendments = amendments_of_words(tabled, language, faults) if tabled.strip() else []
    if tabled.strip() and not amendments and not faults:
        faults.append(_("No amendment was found: each begins with a line such as “Amendment 7”."))
    if faults or document is None:
        return None
    try:
        return take_in_debate(
            title=given["title"],
            doc=given["doc"],
            source=_source(given, document.language),
            texts=[TextAsRead(words, document, amendments)],
            user=user,
        )
    except FaultsError as refused:
        faults += refused.faults
    return None


def _source(given: dict[str, Any], language: str) -> Source:
    """Give the source of a draft that somebody brought in: read on the page, if it names one.

    Its key is chosen when it is kept, so that two who bring in one title do not share it.
    """
    return Source(
        key="",
        kind=SourceKind.INSTITUTION,
        title=f"{given['title']} {given['doc']}".strip(),
        knowledge=Knowledge.SEEN if given["address"] else Knowledge.UNVERIFIED,
        language=language,
        pages=(given["address"],) if given["address"] else (),
    )


def _more(form: TakeInForm, opened: Opened, user: User, faults: list[str]) -> str | Replacing:
    given = form.cleaned_data
    words = form.pasted("words", faults)
    if not words.strip():
        if not faults:
            faults.append(_("There are no words: paste them or send a file."))
        return ""
    try:
        if given["what"] == AMENDMENTS:
            return _amendments(words, given["language"], opened, user, faults)
        document = document_of_words(words, given["language"], faults)
        if document is None or faults:
            return ""
        asked = _replacing(words, document, opened) if given["what"] == TEXT else None
        if asked and asked.standing.version != given["replaced"]:
            return asked
        return _text(given["what"], words, document, opened, user)
    except FaultsError as refused:
        faults += refused.faults
    return ""


def _replacing(words: str, document: Document, opened: Opened) -> Replacing | None:
    """Say what a draft would replace; None where none is here or it reads the same."""
    standing = opened.texts.get(document.language)
    if standing is None:
        return None
    here = reckoned(standing)
    if here.document == document:
        return None
    after = Reckoned(document, here.amendments.values())
    return Replacing(
        words,
        standing,
        sum(bool(item.number) for item in here.document.walk()),
        sum(bool(item.number) for item in document.walk()),
        len(here.amendments),
        tuple(
            label
            for label, alone in here.alone.items()
            if alone.refusal is None and after.alone[label].refusal is not None
        ),
    )


def _text(what: str, words: str, document: Document, opened: Opened, user: User) -> str:
    if what == TEXT:
        keep_text(draft=opened.draft, document=document, content=words, user=user)
        return _("The text is kept.")
    text = opened.texts.get(document.language)
    if text is None:
        raise FaultsError([_("There is no draft in the language of the published text.")])
    keep_published(text=text, document=document, content=words, user=user)
    return _("The published text is kept.")


def _amendments(words: str, language: str, opened: Opened, user: User, faults: list[str]) -> str:
    told = language or _told(words, opened)
    text = opened.texts.get(told)
    if text is None:
        faults.append(_("There is no draft in the language of the amendments."))
        return ""
    amendments = amendments_of_words(words, told, faults)
    if faults:
        return ""
    done = keep_amendments(text=text, amendments=amendments, user=user)
    counts = {
        "added": done[Kept.ADDED],
        "changed": done[Kept.CHANGED],
        "same": done[Kept.UNCHANGED],
        "unread": sum(bool(item.reading.not_read) for item in amendments),
    }
    return (
        _(
            "Amendments: %(added)d new, %(changed)d changed, %(same)d here already;"
            " of these not read: %(unread)d."
        )
        % counts
    )


def _told(words: str, opened: Opened) -> str:
    return told_language(words) if len(opened.texts) > 1 else next(iter(opened.texts), "en")
