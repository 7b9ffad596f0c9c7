# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping what is known of a debate: texts, amendments, votes, passages, members."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from amparo.exchange.plain_data import to_plain
from amparo_desk.chamber.models import AdoptedPassage, Amendment, Debate, Member, Text, Vote
from amparo_desk.history.rows import Kept, keep_row
from amparo_desk.register.domain.turns import turn
from amparo_desk.register.queries import source_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db import models

    from amparo.demands.records import Chamber
    from amparo_desk.accounts.models import User

Row = tuple["type[models.Model]", str, Any, dict[str, Any]]


def keep_chamber(*, key: str, chamber: Chamber, user: User, reason: str = "") -> Counter[Kept]:
    """Add and change what `chamber` says of the debate of this key; give how many rows changed.

    What `chamber` does not name stays as it is: nothing is removed.

    Raises:
        PermissionDenied: the user may not document.
        KeyError: a source is not in the register.
    """
    with turn(user):
        ids = source_ids()
        done: Counter[Kept] = Counter()

        def keep(rows: Iterator[Row]) -> None:
            for position, (model, row_key, item, columns) in enumerate(rows, 1):
                values = {
                    "source_id": ids[item.source],
                    "knowledge": item.knowledge.value,
                    "position": position,
                    "data": to_plain(item),
                    **columns,
                }
                done[
                    keep_row(model=model, key=row_key, values=values, user=user, reason=reason)
                ] += 1

        keep(iter([(Debate, key, chamber.vote, {})]))
        debate = Debate.objects.get(key=key)
        keep(_texts_and_members(chamber, debate))
        texts = dict(Text.objects.filter(debate=debate).values_list("key", "pk"))
        keep(_amendments(chamber, texts))
        amendments = dict(Amendment.objects.filter(text__debate=debate).values_list("key", "pk"))
        keep(_votes_and_passages(chamber, texts, amendments))
        return done


def _texts_and_members(chamber: Chamber, debate: Debate) -> Iterator[Row]:
    for text in chamber.texts.values():
        columns = {"debate_id": debate.pk, "kind": text.kind.value, "number": text.number}
        yield Text, text.key, text, columns
    for member in chamber.members.values():
        yield Member, member.key, member, {"debate_id": debate.pk, "name": member.name}


def _amendments(chamber: Chamber, texts: Mapping[str, int]) -> Iterator[Row]:
    for item in chamber.amendments.values():
        yield Amendment, item.key, item, {"text_id": texts[item.text]}


def _votes_and_passages(
    chamber: Chamber, texts: Mapping[str, int], amendments: Mapping[str, int]
) -> Iterator[Row]:
    for vote in chamber.votes:
        columns = {"amendment_id": amendments[vote.amendment], "outcome": vote.outcome.value}
        yield Vote, f"{vote.amendment}/{vote.source}", vote, columns
    for passage in chamber.passages:
        columns = {
            "text_id": texts[passage.text],
            "demand_key": passage.demand,
            "found": passage.found.value,
        }
        yield AdoptedPassage, f"{passage.text}/{passage.demand}", passage, columns
