# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the server takes for one decision in the review queue, and for what surrounds it.

    python bench/review_queue.py [RECORDS PERSONS PAIRS]

Makes a SYNTHETIC register in a temporary workspace (SQLite), on top of the demonstration with its
claims, and works through the queue as a browser with scripts does: a decision by POST, the answer
holding the next pair; a look at the next pair; an undoing. Prints milliseconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django

from amparo.core.messages import say
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.truth import Truth
from amparo.exchange.lists import read_list
from amparo.exchange.mapping import read_mapping
from amparo.linkage import Evidence, LinkResult, PairFinding, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.test import Client

    from amparo.linkage import Decision, LinkRecord
    from amparo_desk.accounts.models import User

ROUNDS = 60
MAPPING = """
list: list-bench
language: en
complete_snapshot: true
duplicate_free: false
key: No
name_order: given_first
columns:
  Name: name
  Born: birth_date
  Place: place
"""


class Told:
    """A linker that joins `joins` pairs and puts `reviews` before people, in bits."""

    def __init__(self, records: int, persons: int, reviews: int) -> None:
        self.joins = [(n, persons + n) for n in range(records - persons)]
        self.reviews = [(n, n + 1) for n in range(0, 2 * reviews, 2)]

    def link(
        self,
        records: Iterable[LinkRecord],
        decisions: Iterable[Decision],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> LinkResult:
        """Give what was told."""
        del records, decisions, progress
        told = [(Verdict.LINK, 12.0, pair) for pair in self.joins]
        told += [(Verdict.REVIEW, 0.01 * at, pair) for at, pair in enumerate(self.reviews)]
        findings = []
        for verdict, score, (one, other) in told:
            left, right = sorted(f"list-bench/{n}" for n in (one, other))
            weights = (4.0, 6.0, score - 1.0)
            evidence = tuple(
                Evidence("family", Truth.TRUE, weight, say("the same surname"))
                for weight in weights
            )
            odds = 1 / (1 + 2**-score)
            findings.append(
                PairFinding(left, right, score, verdict, evidence, say("why"), odds, -9.0)
            )
        return LinkResult(tuple(findings))


def main(records: int = 5_000, persons: int = 3_000, pairs: int = 500) -> None:
    """Make the register, work through part of the queue, print the times."""
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder:
        os.environ["AMPARO_WORKSPACE"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "amparo_desk.settings"
        django.setup()
        _work(Path(folder), records, persons, pairs)


def _work(folder: Path, records: int, persons: int, pairs: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from amparo_desk.accounts.models import Role, User  # noqa: PLC0415 - needs the settings
    from amparo_desk.demo.build import build  # noqa: PLC0415 - needs the settings
    from amparo_desk.register.domain import run_linkage  # noqa: PLC0415 - needs the settings
    from amparo_desk.register.models import Person, Record  # noqa: PLC0415 - needs the settings
    from amparo_desk.register.queries import waiting_pairs  # noqa: PLC0415 - needs the settings

    call_command("migrate", verbosity=0, interactive=False)
    user = User.objects.create(username="bench", role=Role.ADMINISTRATOR)
    for _station in build(user):
        pass
    _import(folder, records, user)
    run_linkage(user=user, linker=Told(records, persons, pairs))
    print(
        f"{Record.objects.count()} records, {Person.objects.count()} persons,"
        f" {len(waiting_pairs())} pairs wait"
    )
    client = Client(HTTP_HOST="localhost", HTTP_HX_REQUEST="true")
    client.force_login(user)
    for judgement in ("same", "not_same", "unsure"):
        _print(f"decide: {judgement}", _decide_each(client, judgement))
    _print("undo", [_timed(lambda: client.post("/review/undo/")) for _ in range(ROUNDS)])
    looks = waiting_pairs()[:ROUNDS]
    _print("next pair", [_timed(partial(client.get, f"/review/{n}/")) for n in looks])
    drawn = [f"/review/{n}/evidence/en/wide.svg" for n in looks]
    _print("picture", [_timed(partial(client.get, a)) for a in drawn])


def _decide_each(client: Client, judgement: str) -> list[float]:
    from amparo_desk.register.queries import waiting_pairs  # noqa: PLC0415 - needs the settings

    times = []
    first, *rest = waiting_pairs()
    for following in rest[:ROUNDS]:
        given = {"judgement": judgement, "reason": "", "following": following}
        address = f"/review/{first}/"
        times.append(_timed(partial(client.post, address, given)))
        first = following
    return times


def _import(folder: Path, records: int, user: User) -> None:
    from amparo_desk.register.domain import import_list  # noqa: PLC0415 - needs the settings

    mapping, file = folder / "bench.mapping.yaml", folder / "list-bench.csv"
    mapping.write_text(MAPPING)
    lines = [
        f"{n},Anna{_letters(n)} Vymyshlena{_letters(n % 997)},{1950 + n % 50},Tver"
        for n in range(records)
    ]
    file.write_text("\n".join(["No,Name,Born,Place", *lines]) + "\n")
    form = read_mapping(mapping)
    source = Source("list-bench", SourceKind.LIST, "SYNTHETIC bench", Knowledge.SEEN, "en")
    import_list(
        content=read_list(file, form), mapping=form, file=file, user=user, new_source=source
    )


def _letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    answer = act()
    took = time.perf_counter() - start
    if getattr(answer, "status_code", 0) != 200:  # noqa: PLR2004 - HTTP
        msg = f"the desk answered {getattr(answer, 'status_code', '?')}"
        raise RuntimeError(msg)
    return took * 1000


def _print(what: str, times: list[float]) -> None:
    print(
        f"{what:18} median {statistics.median(times):6.0f} ms   "
        f"95 % {sorted(times)[int(len(times) * 0.95)]:6.0f} ms   worst {max(times):6.0f} ms"
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
