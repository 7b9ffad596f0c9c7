# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a run has come: written to its row from time to time, and whether it is to stop."""

from __future__ import annotations

import math
import re
import time
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.utils import timezone

from amparo.estimate.analysis import LCM, StoppedError
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.working import ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Seconds between two looks at the row of a run.
LOOKS = 1.0
# Latent classes take about as long as so many of the other methods.
_SLOW = 12.0
# What comes besides the methods takes this share of the whole: drawing ways of linking before them,
# other choices and errors of linkage after them (latent classes by other choices are slow, too).
_BEFORE, _AFTER, _AFTER_CLASSES, _STRESS = 0.05, 0.05, 0.5, 0.02
_PLACE = re.compile(r"\(?(\d+)/(\d+)\)?$")


class Meter:
    """Listens to an analysis of a run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.methods = tuple(run.settings["methods"])
        self.strata = [", ".join(row["labels"]) for row in run.tables["strata"]]
        alone = not run.settings["partitions"] and not run.tables["by"]
        self.after = _AFTER_CLASSES if alone and LCM in self.methods else _AFTER
        self.looked = -math.inf
        self.share = 0.0

    def told(self, stratum: str, method: str, share: float) -> None:
        """Note what is at work; look at the row at each block of latent classes, else seldom.

        Raises:
            StoppedError: somebody asked the run to stop, or the process is to end.
        """
        if ENDING.is_set():
            raise StoppedError
        now = time.monotonic()
        block = method == LCM and share > 0
        if not block and now - self.looked < LOOKS:
            return
        self.looked = now
        self.share = max(self.share, min(self._share(stratum, method, share), 1.0))
        try:
            stop = self._looked(stratum, method)
        except OperationalError:
            # Somebody holds the database for long, an import say: the next look will do.
            return
        if stop:
            raise StoppedError

    def _looked(self, stratum: str, method: str) -> bool:
        """Write what is at work, and say whether the run is to stop."""
        row = Run.objects.filter(pk=self.run.pk, state=Run.State.RUNNING)
        row.update(
            share=self.share,
            at_work=" · ".join(filter(None, [stratum, method]))[:240],
            seen_at=timezone.now(),
        )
        # A run that no longer runs (marked as left by the dead) is not for this process to end.
        return row.values_list("stop_asked", flat=True).first() is not False

    def _share(self, stratum: str, method: str, share: float) -> float:
        if method == "linkage":
            return _BEFORE * share
        if method not in self.methods:
            if method == "stress":
                return 1 - _STRESS * (1 - share)
            return 1 - self.after + (self.after - _STRESS) * share
        weights = [_weight(name) for name in self.methods]
        place = self.methods.index(method)
        own = (sum(weights[:place]) + weights[place] * share) / sum(weights)
        return _BEFORE + (1 - _BEFORE - self.after) * _within(stratum, self.strata, own)


def _weight(method: str) -> float:
    return _SLOW if method == LCM else 1.0


def _within(stratum: str, strata: Iterable[str], own: float) -> float:
    """Give the share of the whole, where `own` of one table of several is done."""
    known = [name for name in strata if name and not _lacks(name)]
    counted = _PLACE.search(stratum)
    name = stratum[: counted.start()].strip() if counted else stratum
    if name in known:
        own = (known.index(name) + own) / len(known)
    if counted:
        own = (int(counted[1]) - 1 + own) / int(counted[2])
    return own


def _lacks(name: str) -> bool:
    return "" in name.split(", ")
