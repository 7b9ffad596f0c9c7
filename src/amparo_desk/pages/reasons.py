# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a pair waits, and what stands as the reason where a reader writes none of his own.

A ready reason says no more than what was on the page: the weightiest evidence, in the language
of who decides. Where nothing on the page can carry a judgement there is none, and the reader
writes why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core.messages import Message
from amparo.pictures.waterfall import percent_of
from amparo_desk.pages.showing import language_now
from amparo_desk.register.models import Decision

if TYPE_CHECKING:
    from amparo_desk.register.models import Proposal
    from amparo_desk.register.queries import Stake

# So many pieces of evidence stand in a ready reason; more than that nobody reads.
_MOST = 3

SAME, NOT_SAME, UNSURE = (
    Decision.Judgement.SAME.value,
    Decision.Judgement.NOT_SAME.value,
    Decision.Judgement.UNSURE.value,
)


def ready_reasons(proposal: Proposal) -> dict[str, str]:
    """Give the ready reason of each judgement that the evidence of a pair can carry."""
    weighed = sorted(proposal.evidence, key=lambda item: -abs(item["weight"]))
    speaking = _said([item["words"] for item in weighed if item["weight"] > 0])
    against = _said([item["words"] for item in weighed if item["weight"] < 0])
    found = {}
    if speaking:
        found[SAME] = _("decided on the evidence shown: %(speaking)s") % {"speaking": speaking}
        found[NOT_SAME] = _(
            "decided on the evidence shown: nothing speaks against it, but this is not enough"
            " for one person: %(speaking)s"
        ) % {"speaking": speaking}
    if against:
        found[NOT_SAME] = _("decided on the evidence shown: %(against)s") % {"against": against}
    if speaking and against:
        both = {"speaking": speaking, "against": against}
        found[SAME] = _("decided on the evidence shown: %(speaking)s; although %(against)s") % both
        found[UNSURE] = (
            _("unsure on the evidence shown: for one person %(speaking)s; against it %(against)s")
            % both
        )
    elif speaking:
        found[UNSURE] = _(
            "unsure on the evidence shown: no more than this speaks for one person: %(speaking)s"
        ) % {"speaking": speaking}
    elif against:
        found[UNSURE] = _(
            "unsure on the evidence shown: no more than this speaks against one person: %(against)s"
        ) % {"against": against}
    return found


def why_here(stake: Stake) -> str:
    """Say in one sentence why a pair stands where it does in the queue."""
    odds = _("The linker gives no probability.")
    if stake.probability is not None:
        percent = percent_of(stake.probability, language_now())
        odds = _("Probability %(percent)s.") % {"percent": percent}
    moved = [
        ngettext("%(count)d record", "%(count)d records", stake.records) % {"count": stake.records}
    ]
    if count := stake.prosecutions:
        words = ngettext("%(count)d prosecution", "%(count)d prosecutions", count)
        moved.append(words % {"count": count})
    if count := stake.assessments:
        words = ngettext("%(count)d assessment", "%(count)d assessments", count)
        moved.append(words % {"count": count})
    things = {"things": ", ".join(moved)}
    if stake.apart:
        change = _("Joining would make two persons one; between them they have: %(things)s.")
    else:
        change = _("They are one person now; parting them would divide: %(things)s.")
    return f"{odds} {change % things}"


def _said(words: list[dict[str, object]]) -> str:
    return ", ".join(Message.from_json(item).text(language_now()) for item in words[:_MOST])
