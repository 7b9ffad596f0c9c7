# SPDX-License-Identifier: AGPL-3.0-or-later
"""What linkage is to reach, and what this run measured of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bench.linkage.tables import NONE, Table
from bench.linkage.xlink import NAMES_ONLY, WITH_BIRTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLUSTERS = {WITH_BIRTH: (0.955, 0.980), NAMES_ONLY: (0.940, 0.972)}
RECALL = {"en-uk": 0.93, "be-en": 0.85, "ru-uk": 0.93}
PRECISION = 0.97
CALIBRATION = 0.03
FROM_BEST = 0.005
INITIALS, INITIALS_PRECISION, OBLIQUE = 0.95, 0.9, 0.97
# Records: seconds and MiB.
SIZES = {10_000: (20.0, None), 100_000: (60.0, 1024.0), 1_000_000: (600.0, 6144.0)}
INCREMENTAL = 10.0
# A design makes about so many records as asked.
_ABOUT = 0.05


class Target(NamedTuple):
    """What is asked, the limit, what was measured, and whether more is better."""

    what: str
    limit: float
    measured: float
    more: bool = True
    digits: int = 3

    def row(self) -> tuple[str, str, str, str]:
        """Give the target in words."""
        sign = "at least" if self.more else "at most"
        reached = self.measured >= self.limit if self.more else self.measured <= self.limit
        return (
            self.what,
            f"{sign} {self.limit:,.{self.digits}f}",
            f"{self.measured:,.{self.digits}f}",
            "reached" if reached else "MISSED",
        )


def targets_table(found: Mapping[str, Any]) -> Table:
    """Give the targets of which this run measured something."""
    targets = [
        *_xlink(found.get("xlink") or {}),
        *_special(found.get("special") or ()),
        *_scale(found.get("scale") or {}),
    ]
    rows = tuple(item.row() for item in targets) or ((NONE,) * 4,)
    return Table("What linkage is to reach", ("what", "limit", "measured", ""), rows)


def _xlink(found: Mapping[str, Any]) -> Iterator[Target]:
    for part, (pairs, cubed) in CLUSTERS.items():
        ours = next((item for item in found.get(part, ()) if item["title"] == "Amparo"), None)
        if ours is None:
            continue
        yield Target(f"XLINK, {part}: pair F1 of the clusters", pairs, ours["clusters"]["f1"])
        yield Target(f"XLINK, {part}: B-cubed F", cubed, ours["b_cubed"]["f1"])
        yield Target(f"XLINK, {part}: precision", PRECISION, ours["clusters"]["precision"])
        for kind, recall in RECALL.items():
            yield Target(f"XLINK, {part}: recall {kind}", recall, ours["by_language"][kind][0])
        error = max(ours["calibration"]["all"].values())
        yield Target(f"XLINK, {part}: expected calibration error", CALIBRATION, error, more=False)
        default = next(iter(ours["ready"].values()))["f1"]
        lost = ours["pairs"]["f1"] - default
        yield Target(
            f"XLINK, {part}: F1 lost by the default threshold",
            FROM_BEST,
            lost,
            more=False,
            digits=4,
        )


def _special(found: Sequence[Mapping[str, Any]]) -> Iterator[Target]:
    for item in found:
        ours, title = item["answers"].get("Amparo"), item["title"]
        # What stands in an oblique case beside initials is measured, without a limit.
        if ours is None or " in the " in title:
            continue
        if item["same"] == 0:
            yield Target(f"{title}: wrongly joined", 0, ours["wrong"], more=False, digits=0)
        elif "I. I." in title:
            yield Target(f"{title}: recall", INITIALS, ours["recall"])
            yield Target(f"{title}: precision", INITIALS_PRECISION, ours["precision"])
        else:
            yield Target(f"Full names, {title}: recall", OBLIQUE, ours["recall"])


def _scale(found: Mapping[str, Any]) -> Iterator[Target]:
    for item in found.get("runs", ()):
        for size, (seconds, memory) in SIZES.items():
            if item["title"] == "Amparo" and abs(item["records"] / size - 1) < _ABOUT:
                what = f"{item['records']:,} records"
                yield Target(f"{what}: seconds", seconds, item["wall"], more=False, digits=1)
                if memory:
                    yield Target(f"{what}: MiB", memory, item["memory"], more=False, digits=0)
    late = found.get("incremental")
    if late:
        what = f"{late['new']:,} new records, register of {late['register']:,}: seconds"
        yield Target(what, INCREMENTAL, late["wall"], more=False, digits=1)
        kept = late["kept"]["wall"]
        yield Target(f"{what}, `--readings`", INCREMENTAL, kept, more=False, digits=1)
