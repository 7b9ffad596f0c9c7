# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one recommends on an amendment, and what was announced of it, each with history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from amparo_desk.chamber.domain.signs import control_sign
from amparo_desk.chamber.models import Announced, Recommendation, Tabled
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.sources import add_source
from amparo_desk.register.domain.turns import RefusedError, turn
from amparo_desk.register.models import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from amparo.core.sources import Source as CoreSource
    from amparo.texts.operations import VotesLine
    from amparo_desk.accounts.models import User
    from amparo_desk.chamber.models import Draft

ANNOUNCED = ("outcome", "how", "in_favour", "against", "abstentions", "source_id")


def recommend(
    *,
    draft: Draft,
    label: str,
    stance: str,
    remark: str,
    user: User,
    shown: Mapping[str, str] | None = None,
) -> None:
    """Recommend a vote on an amendment with a remark; "" takes the recommendation back.

    `shown` is the stance and the remark that somebody had before him when he wrote: only what he
    changed of them is written, so that what others wrote meanwhile stands.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no such amendment or vote, a remark without a vote or with a control sign,
            or somebody else changed the same otherwise.
    """
    if sign := control_sign(remark):
        raise RefusedError(_("The remark: %(sign)s.") % {"sign": sign})
    wished = {"stance": stance, "remark": " ".join(remark.split())}
    with turn(user):
        _refuse_unknown(draft, label)
        found = Recommendation.objects.filter(draft=draft, label=label)
        before = found.values("stance", "remark").first()
        if shown is not None:
            held = {name: before[name] if before else "" for name in ("stance", "remark")}
            wished = _merged(held, shown, wished)
        if wished["stance"] and wished["stance"] not in Recommendation.Stance.values:
            raise RefusedError(_("One votes for, against, abstains, or is free."))
        if wished["remark"] and not wished["stance"]:
            raise RefusedError(_("A remark stands beside a recommendation: choose one."))
        after = wished if wished["stance"] else None
        if before == after:
            return
        if after:
            Recommendation.objects.update_or_create(draft=draft, label=label, defaults=after)
        else:
            found.delete()
        _record(user, "recommend", draft, label, before, after)


def announce(
    *,
    draft: Draft,
    label: str,
    outcome: str,
    how: str,
    votes: VotesLine | None,
    source: CoreSource,
    user: User,
) -> None:
    """Keep what was announced of an amendment, and where; any scenario stays as it is.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no such amendment, outcome or way of deciding.
    """
    if outcome not in Announced.Outcome.values or how not in Announced.How.values:
        raise RefusedError(_("There is no such outcome."))
    with turn(user):
        _refuse_unknown(draft, label)
        add_source(source=source, user=user)
        found = Announced.objects.filter(draft=draft, label=label)
        before = found.values(*ANNOUNCED).first()
        after = {
            "outcome": outcome,
            "how": how,
            "in_favour": votes.in_favour if votes else None,
            "against": votes.against if votes else None,
            "abstentions": votes.abstentions if votes else None,
            "source_id": Source.objects.get(key=source.key).pk,
        }
        if before == after:
            return
        Announced.objects.update_or_create(draft=draft, label=label, defaults=after)
        _record(user, "announce", draft, label, before, after)


def retract_announcement(*, draft: Draft, label: str, user: User) -> None:
    """Take out an announced outcome that was entered by mistake; the history keeps it.

    Raises:
        PermissionDenied: the user may not document.
    """
    with turn(user):
        found = Announced.objects.filter(draft=draft, label=label)
        before = found.values(*ANNOUNCED).first()
        if before:
            found.delete()
            _record(user, "retract_announcement", draft, label, before, None)


def _merged(
    held: Mapping[str, str], shown: Mapping[str, str], wished: Mapping[str, str]
) -> dict[str, str]:
    """Give what is wished where it was changed, what is held now where it was not."""
    merged = {}
    for name, now in held.items():
        changed = wished[name] != shown[name]
        if changed and now not in (shown[name], wished[name]):
            words = Recommendation.Stance(now).label if name == "stance" and now else now
            raise RefusedError(
                _("Somebody else changed it meanwhile to “%(now)s”; look again, then keep it.")
                % {"now": words or "–"}
            )
        merged[name] = wished[name] if changed else now
    return merged


def _refuse_unknown(draft: Draft, label: str) -> None:
    if not Tabled.objects.filter(text__draft=draft, label=label).exists():
        raise RefusedError(_("There is no amendment %(label)s here.") % {"label": label})


def _record(
    user: User,
    verb: str,
    draft: Draft,
    label: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    record_change(
        user=user,
        verb=verb,
        kind="chamber.tabled",
        key=f"{draft.key}/{label}",
        before=dict(before) if before else None,
        after=dict(after) if after else None,
    )
