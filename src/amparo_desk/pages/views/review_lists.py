# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside the queue: decisions made and their undoing, what two readers disagree on, the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amparo.linkage import Judgement
from amparo_desk.accounts.models import User
from amparo_desk.accounts.rules import may_administer, require
from amparo_desk.pages.pairs import lines_of, pair_of
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.views.review import ReasonForm, said_of
from amparo_desk.register.domain import judge, switch_two_person_review, withdraw_decision
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Decision, Opinion
from amparo_desk.register.queries import (
    decisions,
    disagreements,
    side_by_side,
    two_person_review,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DECISIONS_ON_A_PAGE = 20
DISAGREEMENTS_ON_A_PAGE = 10


class JudgementForm(ReasonForm):
    """What somebody says of a pair on which two disagree, and why."""

    judgement = forms.ChoiceField(choices=Decision.Judgement.choices)


class RuleForm(ReasonForm):
    """Whether two readers are wanted, and why."""

    on = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


@require_safe
def decisions_made(request: HttpRequest) -> HttpResponse:
    """Show the decisions of people, and the linker's joins below them."""
    page = Paginator(decisions(by_person=True), DECISIONS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    joined = Paginator(
        decisions(by_person=False).filter(withdrawn_at=None), DECISIONS_ON_A_PAGE
    ).get_page(request.GET.get("joined"))
    context = {
        "page": page,
        "decisions": [pair_of(item) for item in page],
        "joined_page": joined,
        "joined": [pair_of(item) for item in joined],
    }
    return render(request, "pages/review_decisions.html", context)


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
        return redirect("review_decisions")
    try:
        withdraw_decision(decision=decision, reason=form.cleaned_data["reason"], user=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The decision is withdrawn; it stays in the history."))
    return redirect("review_decisions")


@require_POST
def overrule(request: HttpRequest, number: int) -> HttpResponse:
    """Part two records that the linker joined: a person's decision stands above it."""
    user = documenter(request)
    row = Decision.objects.select_related("left", "right").filter(pk=number).first()
    if row is None:
        raise Http404(number)
    form = ReasonForm(request.POST)
    if form.is_valid():
        _judge(request, row, Judgement.NOT_SAME, form.cleaned_data["reason"], user)
    else:
        messages.error(request, _("A reason is needed to part two records."))
    return redirect("review_decisions")


@require_safe
def disagreed(request: HttpRequest) -> HttpResponse:
    """Show the pairs on which two readers disagree: to both, and to administrators."""
    reader = request.user
    if not isinstance(reader, User):
        raise Http404
    settles = may_administer(reader).allowed
    found = disagreements(reader, all_of_them=settles)
    page = Paginator(found, DISAGREEMENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = []
    for opinions in page:
        left, right = opinions[0].left, opinions[0].right
        both, one = lines_of(side_by_side(left, right), (left.key, right.key))
        shown.append(
            {
                "pair": opinions[0],
                "opinions": opinions,
                "both": both,
                "one": one,
                "own": any(opinion.given_by_id == reader.pk for opinion in opinions),
            }
        )
    return render(request, "pages/review_disagreements.html", {"page": page, "shown": shown})


@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Say again what one thinks of a pair on which two disagree, or decide it."""
    user = documenter(request)
    row = Opinion.objects.select_related("left", "right").filter(pk=number).first()
    if row is None:
        raise Http404(number)
    form = JudgementForm(request.POST)
    if form.is_valid():
        judgement = Judgement(form.cleaned_data["judgement"])
        _judge(request, row, judgement, form.cleaned_data["reason"], user)
    else:
        messages.error(request, _("A judgement and a reason are needed."))
    return redirect("review_disagreements")


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """Show whether two readers are wanted; administrators switch it."""
    reader = request.user
    if not isinstance(reader, User):
        raise Http404
    form = RuleForm(request.POST or None)
    status = 200
    if request.method == "POST":
        require(may_administer(reader))
        if form.is_valid():
            wanted = form.cleaned_data["on"] == "yes"
            switch_two_person_review(on=wanted, reason=form.cleaned_data["reason"], user=reader)
            messages.success(request, _("The rule is kept."))
            return redirect("review_rule")
        status = 422
    may = may_administer(reader).allowed
    context = {"form": form, "on": two_person_review(), "may_administer": may}
    return render(request, "pages/review_rule.html", context, status=status)


def _judge(
    request: HttpRequest, row: Decision | Opinion, judgement: Judgement, reason: str, user: User
) -> None:
    try:
        made = judge(left=row.left, right=row.right, judgement=judgement, reason=reason, user=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said_of(made))
