# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two wordings of one paragraph: the changes between them, each by a rule or by none.

Words are aligned first by their longest common subsequence (rapidfuzz); where they differ, the
cheapest way through both is looked for (Dijkstra 1959), on which equal words cost nothing, what a
rule explains little, and what nothing explains most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from amparo.texts.layers.editorial import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.texts.layers.editorial import Revision

BREAK = "break"
_FIRST_CODE = 0x10000
_AROUND = 6  # tokens: three words and their spaces
_LARGEST = 160  # tokens of both sides; a larger rewriting is explained by no rule
_BY_RULE = 0.6
_LIGHTLY = 0.3
_WORD, _MARK, _SPACE = 2.0, 1.5, 0.5

Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens from..to of the text before, from..to of the text after; rule "" where none."""

    start: int
    end: int
    start_after: int
    end_after: int
    rule: str = ""


def changes(a: Sequence[str], b: Sequence[str], revision: Revision) -> list[Change]:
    """Give the changes that turn the tokens `a` into `b`, in their order.

    A token with a line break is the border of two paragraphs; its changes have the rule BREAK.
    """
    found: list[Change] = []
    for block in _blocks(a, b):
        i, i_end, j, j_end = block
        if i_end - i + j_end - j > _LARGEST:
            found.extend(_unexplained(a, b, block))
        else:
            joined = _joined(_cheapest(a, b, block, revision), a)
            found.extend(one if one.rule else _trimmed(one, a, b) for one in joined)
    return found


def coded(*texts: Sequence[str]) -> list[str]:
    """Give each text with one character for each different token, as rapidfuzz reads fastest."""
    codes: dict[str, str] = {}
    return [
        "".join(codes.setdefault(token, chr(_FIRST_CODE + len(codes))) for token in text)
        for text in texts
    ]


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Give the places that differ, with some words round them, close ones together."""
    found: list[Block] = []
    for op in Indel.opcodes(*coded(a, b)):
        if op.tag == "equal":
            continue
        start = max(0, op.src_start - _AROUND), max(0, op.dest_start - _AROUND)
        width = min(op.src_start - start[0], op.dest_start - start[1])
        start = op.src_start - width, op.dest_start - width
        width = min(_AROUND, len(a) - op.src_end, len(b) - op.dest_end)
        end = op.src_end + width, op.dest_end + width
        if found and (start[0] <= found[-1][1] or start[1] <= found[-1][3]):
            first = found.pop()
            start = first[0], first[2]
        found.append((start[0], end[0], start[1], end[1]))
    return found


def _unexplained(a: Sequence[str], b: Sequence[str], block: Block) -> Iterator[Change]:
    i, i_end, j, j_end = block
    for op in Indel.opcodes(*coded(a[i:i_end], b[j:j_end])):
        if op.tag != "equal":
            yield Change(i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end)


@dataclass(frozen=True, slots=True)
class _Move:
    """A step of the way: equal (rule "="), by a rule, or by none ("")."""

    i: int
    j: int
    to_i: int
    to_j: int
    rule: str


def _cheapest(a: Sequence[str], b: Sequence[str], block: Block, revision: Revision) -> list[_Move]:
    """Give the cheapest way through a block."""
    start, goal = (block[0], block[2]), (block[1], block[3])
    cost = {start: 0.0}
    came: dict[tuple[int, int], _Move] = {}
    heap = [(0.0, 0, *start)]
    while heap:
        so_far, _, i, j = heappop(heap)
        if (i, j) == goal:
            break
        if so_far > cost[i, j]:
            continue
        for move, price in _moves(a, b, (i, j), revision):
            to, total = (move.to_i, move.to_j), so_far + price
            inside = to[0] <= goal[0] and to[1] <= goal[1]
            if inside and total < cost.get(to, float("inf")):
                cost[to], came[to] = total, move
                heappush(heap, (total, -to[0] - to[1], *to))
    way: list[_Move] = []
    at = goal
    while at != start:
        way.append(came[at])
        at = came[at].i, came[at].j
    return way[::-1]


def _moves(
    a: Sequence[str], b: Sequence[str], at: tuple[int, int], revision: Revision
) -> Iterator[tuple[_Move, float]]:
    i, j = at
    old, new = a[i] if i < len(a) else "", b[j] if j < len(b) else ""
    if old and old == new:
        yield _Move(i, j, i + 1, j + 1, "="), 0.0
        # Taking equal tokens is never dearer, but for phrases that begin with one of them.
        steps = revision.from_equal(a, b, i, j)
    else:
        steps = revision.steps(a, b, i, j)
    for step in steps:
        price = _LIGHTLY if step.rule in LIGHT else _BY_RULE
        yield _Move(i, j, i + step.before, j + step.after, step.rule), price
    if old == new:
        return
    if _breaks(old, new) or _breaks(new, old):
        yield _Move(i, j, i + 1, j + 1, BREAK), _LIGHTLY
    if old:
        yield _Move(i, j, i + 1, j, BREAK if "\n" in old else ""), _price(old)
    if new:
        yield _Move(i, j, i, j + 1, BREAK if "\n" in new else ""), _price(new)


def _breaks(token: str, other: str) -> bool:
    return "\n" in token and other.isspace() and "\n" not in other


def _price(token: str) -> float:
    if token.isspace() or "\n" in token:
        return _SPACE
    return _WORD if token[0].isalnum() else _MARK


def _joined(way: list[_Move], a: Sequence[str]) -> list[Change]:
    """Give the changes of a way: what nothing explains in one piece, with the marks beside it."""
    rules = ["space" if move.rule == "=" and a[move.i].isspace() else move.rule for move in way]
    _absorb(rules)
    found: list[Change] = []
    goes_on = False
    for move, rule in zip(way, rules, strict=True):
        if goes_on and rule == "":
            found[-1] = replace(found[-1], end=move.to_i, end_after=move.to_j)
        elif rule not in {"=", "space"}:
            found.append(Change(move.i, move.to_i, move.j, move.to_j, rule))
        goes_on = rule == ""
    return found


def _trimmed(one: Change, a: Sequence[str], b: Sequence[str]) -> Change:
    """Leave out equal tokens at both ends of what nothing explains."""
    while one.start < one.end and one.start_after < one.end_after:
        if a[one.start] == b[one.start_after]:
            one = replace(one, start=one.start + 1, start_after=one.start_after + 1)
        elif a[one.end - 1] == b[one.end_after - 1]:
            one = replace(one, end=one.end - 1, end_after=one.end_after - 1)
        else:
            break
    return one


def _absorb(rules: list[str]) -> None:
    """Make marks and spaces beside unexplained words part of that change."""
    for order in (range(len(rules)), range(len(rules) - 1, -1, -1)):
        open_spaces: list[int] = []
        beside = False
        for at in order:
            rule = rules[at]
            if rule == "" or (beside and rule in LIGHT):
                if beside:
                    for space in open_spaces:
                        rules[space] = ""
                rules[at], beside, open_spaces = "", True, []
            elif rule == "space" and beside:
                open_spaces.append(at)
            else:
                beside, open_spaces = False, []
