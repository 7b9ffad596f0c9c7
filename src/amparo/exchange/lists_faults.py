# SPDX-License-Identifier: AGPL-3.0-or-later
"""The faults of a list's file: gathered all, then raised once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, what is wrong, and what to do.

    `row` is counted as a spreadsheet shows it (the first row is 1; 0: the file as a whole);
    `column` is the heading, empty where the fault is the row's; `value` what stands there.
    """

    file: str
    row: int
    column: str
    value: str
    problem: Message
    advice: Message

    def place(self) -> Message:
        """Say where it is."""
        file, row, column = self.file, str(self.row), self.column
        if self.row and column:
            return say("{file}, row {row}, column “{column}”", file=file, row=row, column=column)
        if self.row:
            return say("{file}, row {row}", file=file, row=row)
        if column:
            return say("{file}, column “{column}”", file=file, column=column)
        return say("{file}", file=file)

    def text(self, language: str = "en") -> str:
        """Say all of it in one line."""
        parts = (self.place(), self.problem, self.advice)
        return "{}: {} {}".format(*(part.text(language) for part in parts)).rstrip()

    def __str__(self) -> str:
        """Say it in English."""
        return self.text()


class ListFaults(Exception):  # noqa: N818 - the name says what it holds
    """A list's file that cannot be used; `faults` are all of them, in the order of the rows."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Say each fault on a line, in English."""
        return "\n".join(str(fault) for fault in self.faults)


class FaultLog:
    """Gathers the faults of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def add(
        self, problem: Message, advice: Message, *, row: int = 0, column: str = "", value: str = ""
    ) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.file, row, column, value, problem, advice))

    def raise_faults(self) -> None:
        """Raise what was gathered, if anything was.

        Raises:
            ListFaults: all of it.
        """
        if self.faults:
            raise ListFaults(self.faults)
