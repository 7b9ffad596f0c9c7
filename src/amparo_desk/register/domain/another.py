# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record that names somebody else than before: what was decided of it holds no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, Subquery

from amparo.core.dates import DateError, PartialDate
from amparo.core.statements import Schema
from amparo.names import search_key
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.decisions import mark_withdrawn, pair_key, put_back
from amparo_desk.register.models import Decision, Opinion, Statement
from amparo_desk.register.queries.opinions import waiting_opinions
from amparo_desk.register.queries.said import current_statements, in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amparo_desk.accounts.models import User
    from amparo_desk.register.queries.said import Said

_WHO = {"name": "name", "birth_date": "date of birth"}


class _Values(NamedTuple):
    """The values of a property as they are compared, and as they are shown."""

    compared: frozenset[str]
    shown: str


def withdraw_where_another(before: Mapping[int, Iterable[Said]], user: User) -> None:
    """Withdraw the decisions on records whose name or date of birth is another one than before.

    `before` holds, by record id, what each record said; call it when the new statements are
    written and before the persons are derived. The pairs wait for a person again. Another
    spelling of the same name (amparo.names.search_key), or a more precise date, changes nothing.
    """
    standing = _standing_on(before)
    numbers = {n for row in standing for n in (row.left_id, row.right_id) if n in before}
    numbers |= {n for pair in waiting_opinions() for n in pair if n in before}
    now = current_statements(numbers) if numbers else {}
    changed = {
        n: words
        for n in numbers
        if (words := _changed(_pairs(before[n]) or _last_said(n), _pairs(now.get(n, ()))))
    }
    for row in standing:
        why = "; ".join(
            f"{record.key} now has another {changed[record.pk]}"
            for record in (row.left, row.right)
            if record.pk in changed
        )
        if not why:
            continue
        mark_withdrawn(row, why, user)
        for opinion in Opinion.objects.filter(decision=row, withdrawn_at=None):
            mark_withdrawn(opinion, why, user)
        put_back(row, outdated=True)
        record_change(
            user=user,
            verb="withdraw_decision",
            kind="pair",
            key=pair_key(row),
            reason=why,
            before={"judgement": row.judgement},
        )
    _withdraw_opinions(changed, user)


def _withdraw_opinions(changed: Mapping[int, str], user: User) -> None:
    """Withdraw what readers said of these records while it waits for a second reader."""
    for chunk in in_chunks(sorted(changed)):
        on_these = Q(left__in=chunk) | Q(right__in=chunk)
        for row in Opinion.objects.filter(on_these, withdrawn_at=None, decision=None):
            why = "; ".join(
                f"{record.key} now has another {changed[record.pk]}"
                for record in (row.left, row.right)
                if record.pk in changed
            )
            mark_withdrawn(row, why, user)
            record_change(
                user=user, verb="withdraw_opinion", kind="pair", key=pair_key(row), reason=why
            )


def _standing_on(records: Iterable[int]) -> list[Decision]:
    rows = Decision.objects.filter(withdrawn_at=None).exclude(judgement=Decision.Judgement.UNSURE)
    found: dict[int, Decision] = {}
    for chunk in in_chunks(sorted(records)):
        related = rows.filter(Q(left__in=chunk) | Q(right__in=chunk))
        found |= {row.pk: row for row in related.select_related("left", "right")}
    return [found[number] for number in sorted(found)]


def _changed(before: Iterable[tuple[str, str]], now: Iterable[tuple[str, str]]) -> str:
    old, new = _who(before), _who(now)
    return ", ".join(
        f"{words} ({old[prop].shown} -> {new[prop].shown})"
        for prop, words in _WHO.items()
        if old[prop].compared != new[prop].compared
        and not (prop == "birth_date" and _no_contradiction(old[prop], new[prop]))
    )


def _no_contradiction(old: _Values, new: _Values) -> bool:
    """Say whether a date of birth was only added, dropped or made more or less precise."""
    try:
        before, now = (
            [PartialDate.from_edtf(value) for value in side.compared] for side in (old, new)
        )
    except DateError:
        return False
    return all(one.compatible(other) for one in before for other in now)


def _who(said: Iterable[tuple[str, str]]) -> dict[str, _Values]:
    found: dict[str, list[str]] = {prop: [] for prop in _WHO}
    for prop, value in said:
        found[prop].append(value)
    folded = {
        "name": frozenset(search_key(value) or value for value in found["name"]),
        "birth_date": frozenset(found["birth_date"]),
    }
    return {
        prop: _Values(folded[prop], " / ".join(values) or "none") for prop, values in found.items()
    }


def _pairs(said: Iterable[Said]) -> list[tuple[str, str]]:
    person = (item.statement for item in said if item.statement.schema is Schema.PERSON)
    return [(item.prop, item.value or item.written) for item in person if item.prop in _WHO]


def _last_said(record: int) -> list[tuple[str, str]]:
    """Give what a record said in the snapshot before it was gone."""
    rows = Statement.objects.filter(
        record=record, withdrawn=True, schema=Schema.PERSON.value, prop__in=_WHO
    )
    last = rows.order_by("-withdrawn_in__number").values("withdrawn_in")[:1]
    found = rows.filter(withdrawn_in=Subquery(last)).values_list("prop", "value", "written")
    return [(prop, value or written) for prop, value, written in found]
