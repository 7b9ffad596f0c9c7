# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a debate takes, and whether what is written is read and applied as it was meant.

    python -m bench.texts [--cases 10000] [--amendments 300] [--real FILE.jsonl]

A SYNTHETIC draft of 60 paragraphs with 300 amendments: reading them, all collisions, the order of
voting, one switch of adoption. Then round trips over made texts and edits, English and French:
apply(read(write(before, after)), before) == after. `--real` takes wordings of the Assembly that
were looked up, with readings made by hand, one JSON object a line (none is in the repository).

No other tool reads the Assembly's wording, so nothing stands beside it here.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

import click

from amparo.texts.applying.collisions import collisions
from amparo.texts.applying.consolidation import consolidate, prepare
from amparo.texts.applying.voting_order import voting_order
from amparo.texts.drafting.writing import CannotBeWritten, tabled_text, write_amendments
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.plain import write_document
from amparo.texts.wording.reading import read_wording

# The tests' own texts are those measured here.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
from made_texts import edited, made_document

Found = TypeVar("Found")

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.texts.document import Language
    from amparo.texts.drafting.writing import WrittenAmendment


@click.command()
@click.option("--cases", default=10_000, show_default=True)
@click.option("--amendments", "number", default=300, show_default=True)
@click.option("--real", type=click.Path(path_type=Path, exists=True))
def main(cases: int, number: int, real: Path | None) -> None:
    """Print the figures."""
    debate(number)
    round_trips(cases)
    if real:
        on_real(real)


def debate(number: int) -> None:
    """Measure a debate of 60 paragraphs."""
    rng = Random(1)  # noqa: S311 - the same debate in each run
    draft = made_document(rng, "en", paragraphs=60)
    written: list[WrittenAmendment] = []
    while len(written) < number:
        written += write_amendments(draft, edited(rng, draft, edits=1), language="en")
    text = "\n\n".join(tabled_text(item, number=at) for at, item in enumerate(written, 1))
    read = _timed(f"{number} amendments read", lambda: read_amendments(text))
    prepared = _timed("resolved against the draft", lambda: prepare(draft, read))
    found = _timed("all collisions", lambda: collisions(prepared))
    _timed("order of voting", lambda: voting_order(prepared))
    keys = [item.key for item in read][::3]
    result = _timed(f"one switch, {len(keys)} adopted", lambda: prepared.consolidate(keys))
    print(f"{len(found)} collisions; {len(result.applied)} applied, {len(result.refused)} fell")


def round_trips(cases: int) -> None:
    """Write, read and apply made edits; say how many came back exactly, and how."""
    told: Counter[str] = Counter()
    start = time.perf_counter()
    for seed in range(cases):
        told[_round_trip(seed, "fr" if seed % 2 else "en")] += 1
    took = time.perf_counter() - start
    print(f"{cases} round trips in {took:.0f} s: {dict(told)}")


def _round_trip(seed: int, language: Language) -> str:
    rng = Random(seed)  # noqa: S311 - the same cases in each run
    before = made_document(rng, language)
    after = edited(rng, before)
    try:
        written = write_amendments(before, after)
    except CannotBeWritten as fault:
        print(f"seed {seed}: {fault}")
        return "not written"
    text = "\n\n".join(tabled_text(item, number=at) for at, item in enumerate(written, 1))
    found = consolidate(before, read_amendments(text)) if written else None
    result = found.document if found else before
    if write_document(result) == write_document(after):
        return "exact"
    print(f"seed {seed}: another text comes out")
    return "WRONG"


def on_real(path: Path) -> None:
    """Read wordings looked up, and hold them against the readings made by hand."""
    told: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        gold = item.get("gold")
        if not item.get("complete") or not isinstance(gold, list):
            continue
        to = next((str(op["amendment"]) for op in gold if op.get("amendment")), "")
        reading = read_wording(item["wording"], language=item["lang"], to=to)
        same = [_plain(op.to_json()) for op in reading.operations] == list(map(_gold, gold))
        verdict = "not read" if reading.not_read else "right" if same else "WRONG"
        told[verdict] += 1
        if verdict != "right":
            print(f"{verdict}: {item['id']}")
    print(f"real wordings: {dict(told)}")


_FIELDS = ("op", "position", "quoted", "text", "everywhere", "unit")


def _plain(operation: dict[str, Any]) -> dict[str, Any]:
    target = operation["target"]
    kept = {name: _folded(operation[name]) for name in _FIELDS}
    places = {name: target[name] for name in ("paragraph", "sentences", "amendment")}
    return {**kept, **places}


def _gold(operation: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _folded(operation.get(name, "")) for name in _FIELDS}
    kept["unit"] = kept["unit"] or "words"
    kept["everywhere"] = bool(operation.get("everywhere"))
    places = {name: operation.get(name, "") for name in ("paragraph", "amendment")}
    return {**kept, **places, "sentences": operation.get("sentences", [])}


def _folded(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _timed(name: str, work: Callable[[], Found]) -> Found:
    start = time.perf_counter()
    found = work()
    print(f"{name:40} {1000 * (time.perf_counter() - start):8.1f} ms")
    return found


if __name__ == "__main__":
    main()
