# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decisions on pairs of records as a table of text (CSV, UTF-8): written, and read back.

One row is one decision that stands: the two records' keys (the smaller first), what was decided
(same, not_same or unsure), why, by whom, when (ISO 8601), and the linker's probability at the
time if it gave one. Rows stand in the order of the keys, so that two states of a register can be
compared line by line. Only the first three columns are needed to read a file.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.exchange.csv_text import csv_rows, fits
from amparo.exchange.lists_faults import FaultLog

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("left", "right", "judgement", "reason", "decided_by", "decided_at", "probability")
NEEDED = COLUMNS[:3]
JUDGEMENTS = ("same", "not_same", "unsure")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision; `row` is its row in the file it was read from (the headings are row 1).

    `left` sorts before `right`; `judgement` is one of JUDGEMENTS (as amparo.linkage.Judgement).
    """

    left: str
    right: str
    judgement: str
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    probability: float | None = None
    row: int = 0


def decisions_text(rows: Iterable[DecisionRow]) -> str:
    """Give decisions as CSV, in the order of their keys."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in sorted(rows, key=lambda item: (item.left, item.right)):
        when = item.decided_at.isoformat(timespec="seconds") if item.decided_at else ""
        odds = "" if item.probability is None else f"{item.probability:.{_DIGITS}g}"
        plain = (item.left, item.right, item.judgement, item.reason, item.decided_by)
        writer.writerow((*plain, when, odds))
    return out.getvalue()


def read_decisions(path: Path, *, reasons: bool = False) -> tuple[DecisionRow, ...]:
    """Read decisions from a file; `reasons`: each must have one.

    Raises:
        ListFaults: with every fault, each with its row and column.
        OSError: the file cannot be read.
    """
    return decisions_of(path.read_bytes(), name=path.name, reasons=reasons)


def decisions_of(content: bytes, *, name: str, reasons: bool = False) -> tuple[DecisionRow, ...]:
    """Read decisions from the bytes of a file of this name.

    The same decision may stand twice; of the two rows the first counts.

    Raises:
        ListFaults: as read_decisions.
    """
    log = FaultLog(name)
    rows = csv_rows(content, log)
    log.raise_faults()
    headings = rows[0]
    needed = NEEDED if not reasons else (*NEEDED, "reason")
    _check_headings(headings, needed, log)
    log.raise_faults()
    found: dict[tuple[str, str], DecisionRow] = {}
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if not fits(cells, headings, number, log):
            continue
        item = _read(dict(zip(headings, cells, strict=True)), number, log, needed)
        if item is not None:
            _keep(item, found, log)
    log.raise_faults()
    return tuple(found.values())


def _check_headings(headings: list[str], needed: tuple[str, ...], log: FaultLog) -> None:
    for column in needed:
        if column not in headings:
            advice = say("Write the headings: {columns}.", columns=", ".join(COLUMNS))
            log.add(say("The column is missing."), advice, column=column)
    for at, column in enumerate(headings):
        if column not in COLUMNS:
            advice = say("Write the headings: {columns}.", columns=", ".join(COLUMNS))
            log.add(say("No such column is known."), advice, row=1, column=column)
        elif column in headings[:at]:
            log.add(say("The column stands twice."), say("Leave one."), row=1, column=column)


def _read(
    cells: dict[str, str], number: int, log: FaultLog, needed: tuple[str, ...]
) -> DecisionRow | None:
    before = len(log.faults)
    for column in needed:
        if not cells[column].strip():
            log.add(say("The cell is empty."), say("Fill it in."), row=number, column=column)
    left, right = sorted(cells[column].strip() for column in ("left", "right"))
    if left and left == right:
        log.add(
            say("A record is compared with itself."),
            say("Name two records."),
            row=number,
            column="right",
            value=right,
        )
    judgement = cells["judgement"].strip()
    if judgement and judgement not in JUDGEMENTS:
        log.add(
            say("No such judgement."),
            say("Write one of: {words}.", words=", ".join(JUDGEMENTS)),
            row=number,
            column="judgement",
            value=judgement,
        )
    when = _when(cells.get("decided_at", "").strip(), number, log)
    odds = _odds(cells.get("probability", "").strip(), number, log)
    if len(log.faults) > before:
        return None
    return DecisionRow(
        left=left,
        right=right,
        judgement=judgement,
        reason=cells.get("reason", "").strip(),
        decided_by=cells.get("decided_by", "").strip(),
        decided_at=when,
        probability=odds,
        row=number,
    )


def _when(cell: str, number: int, log: FaultLog) -> datetime | None:
    if not cell:
        return None
    try:
        when = datetime.fromisoformat(cell)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        log.add(
            say("This is no moment in time."),
            say("Write day, time and zone: 2026-03-01T12:30:00+00:00."),
            row=number,
            column="decided_at",
            value=cell,
        )
    return when


def _odds(cell: str, number: int, log: FaultLog) -> float | None:
    if not cell:
        return None
    try:
        odds = float(cell)
    except ValueError:
        odds = -1.0
    if not 0 <= odds <= 1:
        log.add(
            say("This is no probability."),
            say("Write a number from 0 to 1, or nothing."),
            row=number,
            column="probability",
            value=cell,
        )
        return None
    return odds


def _keep(item: DecisionRow, found: dict[tuple[str, str], DecisionRow], log: FaultLog) -> None:
    first = found.setdefault((item.left, item.right), item)
    if first.judgement != item.judgement:
        log.add(
            say(
                "The pair is decided otherwise in row {row}: {judgement}.",
                row=str(first.row),
                judgement=first.judgement,
            ),
            say("Leave one of the two rows."),
            row=item.row,
            column="judgement",
            value=item.judgement,
        )
