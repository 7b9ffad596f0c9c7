# SPDX-License-Identifier: AGPL-3.0-or-later
"""Building the demonstration workspace, station by station.

Each station calls the same verbs that people's work calls, so that the demonstration shows what
the program does and nothing else. Building again changes nothing where nothing changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.claims import load_authorities, load_claims, load_figures, load_speech
from amparo.demands.reading import read_chamber, read_demands
from amparo.exchange.case_files import read_case_file
from amparo.exchange.lists import read_list
from amparo.exchange.mapping import read_mapping
from amparo.exchange.sources import read_sources
from amparo.law.citations import provision_keys
from amparo.law.provisions import load_provisions
from amparo_desk.chamber.domain import keep_chamber
from amparo_desk.chamber.models import Debate
from amparo_desk.demands.domain import keep_demands
from amparo_desk.figures.domain import keep_authorities, keep_figures, keep_speech
from amparo_desk.figures.queries import checked_claims
from amparo_desk.history.rows import Kept
from amparo_desk.register.domain.case_records import add_case_record
from amparo_desk.register.domain.imports import import_list
from amparo_desk.register.domain.linking import run_linkage
from amparo_desk.register.domain.sources import add_source
from amparo_desk.register.queries import source_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo_desk.accounts.models import User

DEBATE = "pace-2025-06-24"
SPEECH = "speech-2025-06-24"
REASON = "the demonstration"
STATIONS = 7


@dataclass(frozen=True, slots=True)
class Station:
    """What one station of the walk did, in a line for the terminal."""

    title: str
    done: str


def demo_folder() -> Path:
    """Give the folder of the demonstration's hand-kept files."""
    return Path(str(files("amparo"))) / "resources" / "demo"


def build(user: User) -> Iterator[Station]:
    """Walk from the lists to the checked claims; yield each station when it is done.

    Raises:
        YamlFileError, ListFaults: a hand-kept file has faults (all are named).
    """
    yield _sources(user)
    yield _lists(user)
    yield _cases(user)
    yield _linkage(user)
    yield _figures(user)
    yield _chamber(user)
    yield Station("Claims", f"{len(checked_claims())} claims of the speech checked")


def _sources(user: User) -> Station:
    stated = [*read_sources(demo_folder() / "sources.yaml")]
    stated += [provision.source() for provision in load_provisions()]
    done = Counter(add_source(source=item, user=user, reason=REASON) for item in stated)
    return Station("Sources", f"{len(stated)} sources ({_said(done)})")


def _lists(user: User) -> Station:
    lines = []
    for mapping_file in sorted((demo_folder() / "lists").glob("*.mapping.yaml")):
        mapping = read_mapping(mapping_file)
        file = mapping_file.with_name(mapping_file.name.replace(".mapping.yaml", ".csv"))
        content = read_list(file, mapping, provision_keys)
        diff = import_list(
            content=content, mapping=mapping, file=file, user=user, reason=REASON
        ).diff
        lines.append(f"{file.name}: {len(content.rows)} rows, {len(diff.added)} new")
    return Station("Lists (SYNTHETIC arrangement)", "; ".join(lines))


def _cases(user: User) -> Station:
    records = read_case_file(demo_folder() / "cases.yaml", sources=source_ids())
    done = Counter(add_case_record(record=item, user=user, reason=REASON) for item in records)
    return Station("Case histories", f"{len(records)} records ({_said(done)})")


def _linkage(user: User) -> Station:
    done = run_linkage(user=user)
    return Station(
        "Linkage",
        f"{done.joined + done.kept} pairs joined with their reasons, "
        f"waiting for a person's decision: {done.waiting}",
    )


def _figures(user: User) -> Station:
    folder = demo_folder()
    figures = load_figures(folder / "figures.yaml")
    texts = load_speech(folder / "speech")
    claims = load_claims(folder / "claims.yaml", texts)
    bodies, motions = load_authorities(folder / "authorities.yaml")
    keep_figures(figures=figures, user=user, reason=REASON)
    keep_authorities(bodies=bodies, motions=motions, user=user, reason=REASON)
    keep_speech(key=SPEECH, texts=texts, claims=claims, user=user, reason=REASON)
    languages = ", ".join(sorted(texts))
    return Station("Figures and speech", f"{len(figures)} figures; a speech in {languages}")


def _chamber(user: User) -> Station:
    chamber = read_chamber(demo_folder() / "chamber.yaml")
    demands = read_demands(demo_folder() / "demands.yaml", chamber)
    keep_chamber(key=DEBATE, chamber=chamber, user=user, reason=REASON)
    debate = Debate.objects.get(key=DEBATE)
    keep_demands(debate=debate, demands=demands.values(), user=user, reason=REASON)
    return Station(
        "Chamber and demands",
        f"{len(chamber.texts)} texts, {len(chamber.amendments)} amendments as reported, "
        f"{len(demands)} demands",
    )


def _said(done: Counter[Kept]) -> str:
    return ", ".join(f"{done[kept]} {kept.value}" for kept in Kept if done[kept])
