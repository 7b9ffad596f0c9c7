# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in decisions from a file: all of them or none, every fault named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.exchange.lists_faults import FaultLog
from amparo.linkage import Decision as CoreDecision
from amparo.linkage import Judgement, conflicts_with
from amparo.linkage.clusters import Forest
from amparo_desk.accounts.rules import may_administer, require
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.clusters import standing_decisions
from amparo_desk.register.domain.decisions import pair_key, write_decision
from amparo_desk.register.domain.rebuild import refresh
from amparo_desk.register.domain.turns import turn
from amparo_desk.register.models import Record
from amparo_desk.register.queries.opinions import two_person_review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amparo.exchange.decisions import DecisionRow
    from amparo_desk.accounts.models import User

_ADVICE = say("Correct the file, or withdraw the decision that stands; nothing was imported.")


@dataclass(frozen=True, slots=True)
class ImportedDecisions:
    """What an import of decisions did: made anew, in the place of an "unsure", there already."""

    added: int
    replaced: int
    unchanged: int


def import_decisions(*, rows: Sequence[DecisionRow], file: str, user: User) -> ImportedDecisions:
    """Let the decisions of a file stand: in one transaction, told again it changes nothing.

    Who decided and when the file says; who brought it in is `user`. Where the workspace wants two
    readers only an administrator may: a file would pass by the second one.

    Raises:
        PermissionDenied: the user may not document, or not this way.
        ListFaults: with every fault: no reason, records that are not here, rows that contradict
            each other or decisions that stand, also by way of others.
    """
    with turn(user):
        if two_person_review():
            require(may_administer(user))
        standing = {item.pair: item for item in standing_decisions(by_person=True)}
        _check(rows, file, standing)
        records = {row.key: row for row in _records(rows)}
        added = replaced = 0
        for item in rows:
            stood = standing.get((item.left, item.right))
            if stood and stood.judgement == item.judgement:
                continue
            added, replaced = added + (stood is None), replaced + (stood is not None)
            made = write_decision(
                records[item.left],
                records[item.right],
                Judgement(item.judgement),
                item.reason,
                user,
                said_by=item.decided_by or str(user),
                said_at=item.decided_at,
                **({} if item.probability is None else {"probability": item.probability}),
            )
            after = {"judgement": made.judgement, "file": file, "decided_by": item.decided_by}
            record_change(
                user=user,
                verb="import_decision",
                kind="pair",
                key=pair_key(made),
                reason=item.reason,
                before={"judgement": stood.judgement.value} if stood else None,
                after=after,
            )
        if added or replaced:
            refresh()
    return ImportedDecisions(added, replaced, len(rows) - added - replaced)


def _records(rows: Sequence[DecisionRow]) -> list[Record]:
    """Give the records that rows name, of those that are here."""
    wanted = {key for item in rows for key in (item.left, item.right)}
    here = Record.objects.order_by().only("id", "key")
    return [row for row in here.iterator() if row.key in wanted]


def _check(
    rows: Sequence[DecisionRow], file: str, standing: Mapping[tuple[str, str], CoreDecision]
) -> None:
    log = FaultLog(file)
    here = {record.key for record in _records(rows)}
    for item in rows:
        if not item.reason:
            advice = say("Write why it was decided so.")
            log.add(say("There is no reason."), advice, row=item.row, column="reason")
        for column, key in (("left", item.left), ("right", item.right)):
            if key not in here:
                problem = say("The register has no such record.")
                advice = say("Import its list first, or leave the row out.")
                log.add(problem, advice, row=item.row, column=column, value=key)
        stood = standing.get((item.left, item.right))
        if stood and stood.judgement not in (item.judgement, Judgement.UNSURE):
            problem = say(
                "A person decided otherwise here: {judgement}.", judgement=stood.judgement
            )
            log.add(problem, _ADVICE, row=item.row, column="judgement", value=item.judgement)
    _check_together(rows, standing, log)
    log.raise_faults()


def _check_together(
    rows: Sequence[DecisionRow], standing: Mapping[tuple[str, str], CoreDecision], log: FaultLog
) -> None:
    """Note each "not the same" of two records that decisions "same" join by way of others."""
    number_of = {(item.left, item.right): item.row for item in rows}
    new = {
        pair: CoreDecision(*pair, Judgement(item.judgement), by_person=True)
        for item in rows
        if (pair := (item.left, item.right)) not in standing
        or standing[pair].judgement is Judgement.UNSURE
    }
    together = {**standing, **new}
    forest = Forest({key for pair in together for key in pair})
    for pair, item in together.items():
        if item.judgement is Judgement.SAME:
            forest.join(*pair)
    for pair, item in together.items():
        if item.judgement is not Judgement.NOT_SAME or forest.root(pair[0]) != forest.root(pair[1]):
            continue
        chain = conflicts_with(item, [one for key, one in together.items() if key != pair])
        involved = sorted(
            (number_of[one.pair] for one in (item, *chain) if one.pair in new), reverse=True
        )
        if not involved:
            continue  # both stood here before: no fault of the file
        log.add(
            say("This contradicts what else is decided: {because}", because=_words(item, *chain)),
            _ADVICE,
            row=number_of[pair] if pair in new else involved[0],
            column="judgement",
            value=item.judgement.value if pair in new else Judgement.SAME.value,
        )


def _words(*decisions: CoreDecision) -> str:
    return "; ".join(f"{item.left} {item.judgement} {item.right}" for item in decisions)
