# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review queue: two records side by side, a decision with its reason, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amparo.linkage import Judgement
from amparo_desk.accounts.models import User
from amparo_desk.accounts.rules import may_document, require
from amparo_desk.pages.pairs import line_of, pair_of
from amparo_desk.register.domain.decisions import decide, withdraw_decision
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Decision, Proposal
from amparo_desk.register.queries import decisions, next_pair

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo_desk.register.queries import Pair

DECISIONS_ON_A_PAGE = 20
DIGITS_OF_A_NUMBER = 18


class ReasonForm(forms.Form):
    """A reason, without which nothing is decided or undone."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(ReasonForm):
    """What was decided of a pair, and why."""

    judgement = forms.ChoiceField(choices=Decision.Judgement.choices, widget=forms.HiddenInput)


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Show the pair to be decided next and the decisions made."""
    after = request.GET.get("after", "")
    # Python refuses to read a number of thousands of digits.
    known = after.isdecimal() and len(after) <= DIGITS_OF_A_NUMBER
    return _show(request, next_pair(after=int(after) if known else None))


@require_http_methods(["GET", "HEAD", "POST"])
def review_pair(request: HttpRequest, number: int) -> HttpResponse:
    """Show one waiting pair, or decide it."""
    if request.method == "POST":
        return _decide(request, number)
    pair = next_pair(proposal=number)
    if pair is None:
        messages.info(request, _("This pair does not wait any more."))
        return redirect("review")
    return _show(request, pair)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a decision: it is kept, marked withdrawn, and the pair waits again."""
    user = documenter(request)
    decision = Decision.objects.filter(pk=number).first()
    if decision is None:
        raise Http404(number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A reason is needed to undo a decision."))
        return redirect("review")
    try:
        withdraw_decision(decision=decision, reason=form.cleaned_data["reason"], user=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The decision is withdrawn; it stays in the history."))
    return redirect("review")


@require_POST
def overrule(request: HttpRequest, number: int) -> HttpResponse:
    """Part two records that the linker joined: a person's decision stands above it."""
    user = documenter(request)
    row = Decision.objects.select_related("left", "right").filter(pk=number).first()
    if row is None:
        raise Http404(number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A reason is needed to part two records."))
        return redirect("review")
    try:
        decide(
            left=row.left,
            right=row.right,
            judgement=Judgement.NOT_SAME,
            reason=form.cleaned_data["reason"],
            user=user,
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Decided: not the same person."))
    return redirect("review")


def documenter(request: HttpRequest) -> User:
    """Give who is signed in.

    Raises:
        PermissionDenied: the role does not allow changing the register.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    require(may_document(request.user))
    return request.user


def _decide(request: HttpRequest, number: int) -> HttpResponse:
    user = documenter(request)
    proposal = Proposal.objects.select_related("left", "right").filter(pk=number).first()
    if proposal is None:
        messages.info(request, _("This pair does not wait any more."))
        return redirect("review")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, next_pair(proposal=number), form, status=422)
    try:
        made = decide(
            left=proposal.left,
            right=proposal.right,
            judgement=Judgement(form.cleaned_data["judgement"]),
            reason=form.cleaned_data["reason"],
            user=user,
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _show(request, next_pair(proposal=number), form, status=409)
    messages.success(
        request, _("Decided: %(judgement)s.") % {"judgement": made.get_judgement_display()}
    )
    return redirect("review")


def _show(
    request: HttpRequest,
    pair: Pair | None,
    form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = Paginator(decisions(by_person=True), DECISIONS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    joined = Paginator(
        decisions(by_person=False).filter(withdrawn_at=None), DECISIONS_ON_A_PAGE
    ).get_page(request.GET.get("joined"))
    context = {
        "pair": pair,
        "shown": pair_of(pair.proposal) if pair else None,
        "lines": [line_of(row) for row in pair.rows] if pair else [],
        "form": form or DecisionForm(),
        "page": page,
        "decisions": [pair_of(item) for item in page],
        "joined_page": joined,
        "joined": [pair_of(item) for item in joined],
    }
    return render(request, "pages/review.html", context, status=status)
