# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second demonstration: a register of SYNTHETIC persons on three lists, with known truth.

The lists go the way of any organisation's lists: files, mappings, import, linkage. Because the
truth is known, the register can be compared with it.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from amparo import resources
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.exchange.lists import read_list
from amparo.exchange.mapping import read_mapping
from amparo.law.citations import provision_keys
from amparo.synthetic import generate, load_design
from amparo_desk.demo.build import Station
from amparo_desk.estimates.definition import Definition, Use
from amparo_desk.estimates.domain import define_population
from amparo_desk.estimates.models import Population
from amparo_desk.register.domain.imports import import_list
from amparo_desk.register.domain.linking import run_linkage
from amparo_desk.register.models import Record
from amparo_desk.register.models import Source as SourceRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from amparo.synthetic import Synthetic
    from amparo_desk.accounts.models import User

DESIGN = "three_lists"
PERSONS = 3000
SEED = 7
REASON = "the SYNTHETIC demonstration"
POPULATION = "synthetic-prosecuted"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The register beside the truth, in pairs of records.

    `joined` pairs are of one person in the register, `true` pairs in truth, `right` in both.
    """

    joined: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the joined pairs that are right; 1 where none is joined."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """The share of the true pairs that are joined; 1 where there is none."""
        return self.right / self.true if self.true else 1.0


def build_synthetic(
    user: User, *, persons: int = PERSONS, seed: int = SEED
) -> Iterator[Station | Comparison]:
    """Make the lists, bring them in, link them; yield each station, the comparison at the end.

    The same persons and seed again change nothing.
    """
    made = generate(load_design(DESIGN), persons=persons, seed=seed)
    count = made.records.num_rows
    yield Station("Lists (SYNTHETIC)", f"{count} records of {persons} persons, none of them real")
    yield _imported(made, user)
    done = run_linkage(user=user)
    yield Station(
        "Linkage",
        f"{done.joined + done.kept} pairs joined with their reasons, "
        f"waiting for a person's decision: {done.waiting}",
    )
    yield _population(user)
    yield compare(truth_of(made), register_persons())


def truth_of(made: Synthetic) -> dict[str, str]:
    """Give record key -> person of the generator."""
    sources = made.records["source_list"].to_pylist()
    truth = made.truth.to_pylist()
    return {
        f"{source}/{row['record_id']}": row["person_id"]
        for source, row in zip(sources, truth, strict=True)
    }


def register_persons() -> dict[str, str]:
    """Give record key -> person of the register, for records that stand."""
    found = Record.objects.filter(gone=False).exclude(person=None).order_by()
    return dict(found.values_list("key", "person_id"))


def compare(truth: Mapping[str, str], found: Mapping[str, str]) -> Comparison:
    """Count the pairs of records that are joined, that should be, and that are both."""
    both = [(found.get(key, key), person) for key, person in truth.items()]
    return Comparison(
        joined=_pairs(person for person, _ in both),
        true=_pairs(person for _, person in both),
        right=_pairs(both),
    )


def _pairs(groups: Iterable[object]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(groups).values())


def _imported(made: Synthetic, user: User) -> Station:
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for mapping_file in sorted(resources.resource("synthetic", "demo").glob("*.mapping.yaml")):
            mapping = read_mapping(mapping_file)
            file = Path(folder) / mapping_file.name.replace(".mapping.yaml", ".csv")
            headings = [*mapping.key, *(column.header for column in mapping.columns)]
            if not _write(made, mapping.source_key, headings, file):
                lines.append(f"{file.name}: none of so few persons is on it")
                continue
            content = read_list(file, mapping, provision_keys)
            source = Source(
                key=mapping.source_key,
                kind=SourceKind.LIST,
                title=mapping.title,
                knowledge=Knowledge.UNVERIFIED,
                language=mapping.language,
                synthetic=True,
                note="SYNTHETIC: made by a program; no real persons.",
            )
            diff = import_list(
                content=content,
                mapping=mapping,
                file=file,
                user=user,
                reason=REASON,
                new_source=source,
            ).diff
            lines.append(f"{file.name}: {len(content.rows)} rows, {len(diff.added)} new")
    return Station("Import", "; ".join(lines))


def _population(user: User) -> Station:
    """State whom to count, so that there is something to estimate; what is stated is left alone."""
    if not Population.objects.filter(key=POPULATION).exists():
        lists = SourceRow.objects.filter(kind=SourceRow.Kind.LIST, synthetic=True)
        definition = Definition(
            title="SYNTHETIC persons prosecuted from 2022 to 2025",
            definition="Everybody against whom a case was opened in these years, as the lists say."
            " SYNTHETIC: made by a program; no real persons.",
            place="nowhere: SYNTHETIC",
            kind=Population.Kind.FLOW,
            condition=Population.Condition.PROSECUTED,
            begin="2022",
            end="2025",
            uses=tuple(
                Use(source=key, reason="collected by itself")
                for key in lists.values_list("key", flat=True)
            ),
        )
        define_population(key=POPULATION, definition=definition, by=user, reason=REASON)
    return Station(
        "Whom to count (SYNTHETIC)",
        "stated; how many are on no list is estimated when somebody asks for it at /estimates/",
    )


def _write(made: Synthetic, source: str, headings: list[str], file: Path) -> int:
    """Write one list as its organisation would, one column for birth; give its number of rows."""
    rows = [row for row in made.records.to_pylist() if row["source_list"] == source]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(headings)
        for row in rows:
            born = row["birth_date"] or row["birth_year"]
            fields = ("gender", "region", "article", "court", "arrest_date")
            writer.writerow([row["record_id"], row["name"], born, *(row[name] for name in fields)])
    return len(rows)
