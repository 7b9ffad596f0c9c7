# SPDX-License-Identifier: AGPL-3.0-or-later
"""Latent classes: reference values of long runs, whether chains meet on hard tables, speed, memory.

`python -m bench.estimate_latent_classes [speed] [easy] [hard]`; needs ../shared/data/mse for all
but speed's small tables. Reference medians are those of long LCMCR runs (notes, section 2); the
hard tables have none, because there LCMCR's chains do not meet: three seeds are compared.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import numpy as np

from amparo.estimate import tempering
from amparo.estimate.latent_classes import Settings, latent_class_estimate
from amparo.estimate.tables_reading import read_table

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "mse"
EASY = {
    "kosovo_1999": (10_422, 8_953, 13_980),
    "philippines_manila_unidentified": (392, 312, 672),
    "western_us_5lists": (1_830, 1_304, 3_024),
    "new_orleans_5lists": (835, 565, 1_361),
    "spina_bifida_ny_3lists": (734, 687, 824),
    "korea_palembang_comfort_women_3lists": (138, 124, 204),
    "taiwan_hav_1995_3lists": (514, 361, 903),
    "philippines_quezon_police": (346, 338, 367),
}
HARD = (
    "uk_modern_slavery_2013_5lists",
    "gaza_2023_24",
    "peru_1980_2000_3lists",
    "scotland_pwid_2006_4lists",
    "netherlands_trafficking_5lists",
)


def main() -> None:
    """Print what was asked for; everything where nothing was."""
    asked = set(sys.argv[1:]) or {"speed", "easy", "hard"}
    if "speed" in asked:
        _speed()
    if "easy" in asked:
        for name, known in EASY.items():
            _estimate(name, 1, classes=10, known=known)
    if "hard" in asked:
        for name in HARD:
            medians = [_estimate(name, seed) for seed in (1, 2, 3)]
            print(f"{name}: seeds {max(medians) / min(medians) - 1:.1%} apart")
    print(f"greatest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _speed() -> None:
    """CPU seconds of 10,000 sweeps of one chain on Kosovo, 10 classes, best of seven."""
    table = read_table(DATA / "kosovo_1999.csv")
    cells = np.concatenate([table.codes, [0]])
    began = time.perf_counter()
    prior = Settings(10).prior
    chain = tempering.start(
        cells, table.counts, 4, 10, prior, np.random.SeedSequence(1), tempered=False
    )
    tempering.run(chain, 5000, 1, 1)
    print(f"first use, compiled or read from disk: {time.perf_counter() - began:.1f} s")
    found = []
    for _ in range(7):
        began = time.process_time()
        tempering.run(chain, 10_000, 2_500, 50)  # recorded as in a run
        found.append(time.process_time() - began)
    print(f"10,000 sweeps, Kosovo, K=10: {min(found):.3f} s (median {np.median(found):.3f})")


def _estimate(
    name: str, seed: int, *, classes: int | None = None, known: tuple[int, int, int] | None = None
) -> float:
    began = time.process_time()
    found = latent_class_estimate(read_table(DATA / f"{name}.csv"), seed=seed, classes=classes)
    told = found.diagnostics
    print(
        f"{name:40} seed {seed} median {found.median:9,.0f} mean {found.mean:9,.0f} "
        f"95 % {found.low:,.0f}-{found.high:,.0f} R-hat {told['rhat']:.3f} "
        f"ESS {told['ess_bulk']:.0f}/{told['ess_tail']:.0f} trips {told['round_trips']} "
        f"k* {told['k_star']:.1f} CPU {time.process_time() - began:.0f} s wall {found.seconds:.0f} "
        f"{[gate.key for gate in found.gates]} {f'known {known}' if known else ''}",
        flush=True,
    )
    return found.median


if __name__ == "__main__":
    main()
