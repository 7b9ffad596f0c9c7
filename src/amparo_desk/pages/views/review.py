# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review queue: two records side by side, what one thinks of them, and undoing it.

With scripts the pair alone is exchanged (htmx); without them each step is a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amparo.linkage import Judgement
from amparo.pictures.waterfall import waterfall
from amparo_desk.accounts.models import User
from amparo_desk.pages.pairs import (
    contradicted,
    in_bits,
    lines_of,
    names_of,
    pair_of,
    picture_of,
    steps_of,
)
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.pictures import SIZES, kept
from amparo_desk.pages.reasons import ready_reasons, why_here
from amparo_desk.register.domain import judge, withdraw_decision, withdraw_opinion
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Decision, Proposal
from amparo_desk.register.queries import last_own, next_pair

if TYPE_CHECKING:
    from django.http import HttpRequest

    from amparo_desk.register.models import Opinion
    from amparo_desk.register.queries import Pair

DIGITS_OF_A_NUMBER = 18
LONGEST_REASON = 2000


class ReasonForm(forms.Form):
    """A reason, without which nothing is undone, overruled or chosen."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecisionForm(forms.Form):
    """What was decided of a pair, and why; where nothing is written the ready reason stands."""

    judgement = forms.ChoiceField(choices=Decision.Judgement.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason in your own words"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-reason": ""}),
    )
    following = forms.IntegerField(required=False, widget=forms.HiddenInput)


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Show the pair to be decided next: the first, or that beside another."""
    reader = _reader(request)
    after, before = _number(request, "after"), _number(request, "before")
    pair = next_pair(after=after, before=before, reader=reader)
    if pair is None and (after or before):
        pair = next_pair(reader=reader)
    return _show(request, pair)


@require_http_methods(["GET", "HEAD", "POST"])
def review_pair(request: HttpRequest, number: int) -> HttpResponse:
    """Show one waiting pair, or say what one thinks of it."""
    if request.method == "POST":
        return _decide(request, number)
    pair = next_pair(proposal=number, reader=_reader(request))
    if pair is None:
        return _moved(request, _("This pair does not wait any more."), None)
    return _show(request, pair)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what one did last in the queue; the pair is shown again."""
    user = documenter(request)
    row = last_own(user)
    if row is None:
        return _moved(request, _("There is nothing of yours to undo."), None)
    reason = _("undone by who decided it")
    try:
        if isinstance(row, Decision):
            withdraw_decision(decision=row, reason=reason, user=user)
        else:
            withdraw_opinion(opinion=row, reason=reason, user=user)
    except RefusedError as refusal:
        return _moved(request, str(refusal), None)
    again = Proposal.objects.filter(left=row.left_id, right=row.right_id).first()
    said = _("Undone: %(judgement)s.") % {"judgement": row.get_judgement_display()}
    return _moved(request, said, again.pk if again else None)


@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # it passes on all arguments
def review_picture(request: HttpRequest, number: int, language: str, size: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the picture of the evidence on a waiting pair; it carries its own styles."""
    proposal = Proposal.objects.filter(pk=number).first()
    known = language in dict(settings.LANGUAGES) and size in SIZES
    if proposal is None or not known or not in_bits(proposal):
        raise Http404(number)
    prior, steps = proposal.prior, steps_of(proposal)
    picture = kept(
        (prior, steps),
        language,
        SIZES[size],
        lambda: waterfall(prior, steps, language, size=SIZES[size]),
    )
    return HttpResponse(picture.svg, content_type="image/svg+xml")


def pair_context(pair: Pair) -> dict[str, Any]:
    """Give what shows two records side by side, and what the linker says of them."""
    keys = (pair.left.key, pair.right.key)
    both, one = lines_of(pair.rows, keys)
    said_against = contradicted(pair.rows, pair.proposal.evidence)
    return {
        "pair": pair,
        "shown": pair_of(pair.proposal),
        "both": both,
        "one": one,
        "picture": picture_of(pair.proposal),
        "named": list(zip(names_of(pair.rows, keys), keys, strict=True)),
        "why": " ".join([why_here(pair.stake), *said_against]),
    }


def said_of(made: Decision | Opinion) -> str:
    """Say what a reader's word led to."""
    judgement = {"judgement": made.get_judgement_display()}
    if isinstance(made, Decision):
        return _("Decided: %(judgement)s.") % judgement
    return _("Your opinion is kept: %(judgement)s. A second reader is needed.") % judgement


def _decide(request: HttpRequest, number: int) -> HttpResponse:
    user = documenter(request)
    proposal = Proposal.objects.select_related("left", "right").filter(pk=number).first()
    if proposal is None:
        return _moved(request, _("This pair does not wait any more."), None)
    form = DecisionForm(request.POST)
    if form.is_valid():
        _put_reason(form, proposal)
    if not form.is_valid():
        return _show(request, next_pair(proposal=number, reader=user), form, status=422)
    try:
        made = judge(
            left=proposal.left,
            right=proposal.right,
            judgement=Judgement(form.cleaned_data["judgement"]),
            reason=form.cleaned_data["reason"],
            user=user,
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _show(request, next_pair(proposal=number, reader=user), form, status=409)
    return _moved(request, said_of(made), form.cleaned_data["following"])


def _put_reason(form: DecisionForm, proposal: Proposal) -> None:
    """Take the ready reason of the judgement where the reader wrote none, or left one as it was."""
    ready = ready_reasons(proposal)
    written = form.cleaned_data["reason"].strip()
    if not written or written in ready.values():
        written = ready.get(form.cleaned_data["judgement"], "")
    if not written:
        form.add_error("reason", _("Nothing on this page says why: write the reason."))
    form.cleaned_data["reason"] = written


def _moved(request: HttpRequest, said: str, number: int | None) -> HttpResponse:
    """Go on to a pair (the first where it does not wait), saying what was done."""
    if not _part(request):
        messages.info(request, said)
        return redirect("review_pair", number) if number else redirect("review")
    reader = _reader(request)
    pair = next_pair(proposal=number, reader=reader) if number else None
    return _show(request, pair or next_pair(reader=reader), said=said)


def _show(
    request: HttpRequest,
    pair: Pair | None,
    form: DecisionForm | None = None,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    waiting = pair.waiting if pair else 0
    left = ngettext("%(count)d left.", "%(count)d left.", waiting) % {"count": waiting}
    context: dict[str, Any] = {"form": form or DecisionForm(), "said": f"{said} {left}".strip()}
    if pair:
        context |= {**pair_context(pair), "ready": ready_reasons(pair.proposal)}
    elif form:
        context["refused"] = form.non_field_errors()
    template = "pages/review_pair.html" if _part(request) else "pages/review.html"
    return render(request, template, context, status=status)


def _part(request: HttpRequest) -> bool:
    """Say whether htmx asks for the pair alone."""
    return bool(request.headers.get("HX-Request"))


def _reader(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _number(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    # Python refuses to read a number of thousands of digits.
    known = asked.isdecimal() and len(asked) <= DIGITS_OF_A_NUMBER
    return int(asked) if known else None
