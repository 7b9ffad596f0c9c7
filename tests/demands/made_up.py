# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up cases and texts for these tests; nobody real is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from amparo.core.cases import (
    Appeal,
    Charge,
    Known,
    Person,
    Prosecution,
    Release,
    Restraint,
    Sentence,
    Stated,
)
from amparo.core.dates import PartialDate
from amparo.core.sources import Knowledge
from amparo.demands.records import (
    Amendment,
    Body,
    Chamber,
    ChamberText,
    Member,
    Outcome,
    TextEvent,
    TextKind,
    VoteReport,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VOTE_DAY = PartialDate.from_edtf("2025-06-24")
T = TypeVar("T")
_DATES = {"date", "start", "end", "case_opened"}


def known(*values: T) -> Known[T]:
    return Known(tuple(Stated(value, f"source-{n}") for n, value in enumerate(values)))


def date(*texts: str) -> Known[PartialDate]:
    return known(*(PartialDate.from_edtf(text) for text in texts))


def part(made: Callable[..., T], key: str, fields: Mapping[str, Any]) -> T:
    return made(
        key=key,
        **{name: date(v) if name in _DATES else known(v) for name, v in fields.items()},
    )


def prosecution(case: Mapping[str, Any], key: str = "case") -> Prosecution:
    def parts(name: str, made: Callable[..., T]) -> tuple[T, ...]:
        return tuple(part(made, f"{name[0]}{n}", row) for n, row in enumerate(case.get(name, [])))

    return Prosecution(
        key=key,
        country=known(*case["country"]) if "country" in case else Known(),
        opened=date(case["opened"]) if "opened" in case else Known(),
        charges=parts("charges", Charge),
        restraints=parts("restraints", Restraint),
        sentences=parts("sentences", Sentence),
        appeals=parts("appeals", Appeal),
        releases=parts("releases", Release),
    )


def person(*cases: Mapping[str, Any], key: str = "p") -> Person:
    return Person(
        key=key,
        names=known("Somebody"),
        facts={
            name: date(value) if name in _DATES else known(value)  # type: ignore[misc]  # the facts of a date hold dates
            for case in cases
            for name, value in case.get("listed", {}).items()
        },
        prosecutions=tuple(prosecution(case, f"{key}/{n}") for n, case in enumerate(cases)),
    )


def words(text: str) -> Words:
    return Words(f"{text} en", f"{text} fr", f"{text} ru", f"{text} uk")


def chamber(*outcomes: Outcome, knowledge: Knowledge = Knowledge.UNVERIFIED) -> Chamber:
    """One resolution, one foreign motion, one amendment with these reported outcomes."""
    adopted = TextEvent("adopted", VOTE_DAY, "note-v", Knowledge.SEEN)
    texts = [
        ChamberText(
            "res", TextKind.RESOLUTION, Body.PACE, "Res. 1", {}, "note-t", Knowledge.SEEN,
            dates=(adopted,),
        ),
        ChamberText(
            "mot", TextKind.MOTION, Body.FRENCH_NATIONAL_ASSEMBLY, "n° 1", {}, "note-m",
            Knowledge.SEEN,
        ),
        ChamberText("own", TextKind.MOTION, Body.PACE, "Doc. 1", {}, "note-o", Knowledge.SEEN),
    ]  # fmt: skip
    amendment = Amendment("am", "res", words("subject"), words("tabled"), "note-a", knowledge)
    member = Member("mem", "A. Member", "FR", words("role"), "note-p", Knowledge.SEEN)
    return Chamber(
        texts={text.key: text for text in texts},
        amendments={"am": amendment},
        votes=tuple(VoteReport("am", outcome, "note-b", knowledge) for outcome in outcomes),
        passages=(),
        members={"mem": member},
        vote=adopted,
    )
