# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an analysis would have said had something else been chosen: the rows of its report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from amparo.core.messages import say
from amparo.estimate.analysis import LCM, Analysis
from amparo.estimate.capture_priors import capture_prior
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.gates import table_gates
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.latent_classes import default_classes, latent_class_estimate
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.sensitivity import (
    Change,
    Multiverse,
    lists_left_out,
    multiverse,
    setting_changed,
    unchanged,
    xi_changed,
)
from amparo.estimate.store import Store
from amparo.estimate.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.estimate.estimates import Estimate
    from amparo.estimate.tables import ListTable

_FACTORS = (("quarter", say("a quarter of the prior count of each cell"), 0.25),
            ("four", say("four times the prior count of each cell"), 4.0))  # fmt: skip
_FEWEST_LISTS = 4
# Enough where chains meet; where they do not, the row says so.
_MOST_SWEEPS = 60_000
# How many times those documented there are, as somebody may think beforehand.
_THOUGHT = (1.1, 5.0)


def alternatives(
    analysis: Analysis,
    *,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Multiverse | None:
    """Give the rows; None for a table that is refused, or where no method is left to be changed.

    For graphs, else for log-linear models: nothing changed; the priors; each list left out, where
    three are left. Further the weights of log-linear models, the number of latent classes and their
    prior, and xi. A method that is refused as it is has no row. `progress` hears the rows done and
    to do, and in between too; what it raises ends the work.

    Raises:
        OSError: the store cannot be written to.
    """
    known = {e.method for e in analysis.estimates if e.verdict is not GateVerdict.REFUSE}
    gates = table_gates(analysis.table)
    hopeless = any(gate.verdict is GateVerdict.REFUSE for gate in gates)
    if hopeless or not known & {"graphs", "loglinear", LCM}:
        return None
    rows = _Rows(analysis, store or Store(), progress)
    changes = [*rows.of_base(known)]
    if LCM in known:
        changes += rows.of_classes()
    if analysis.assumption:
        changes += xi_changed(analysis.assumption)
    return multiverse(changes, progress=rows.heard)


@dataclass(slots=True)
class _Rows:
    """Makes the changes of one analysis; `done` are the rows done and to do."""

    analysis: Analysis
    store: Store
    progress: Callable[[int, int], None] | None
    done: tuple[int, int] = (0, 1)

    def heard(self, number: int, of: int) -> None:
        """Pass on how far the rows are."""
        self.done = (number, of)
        if self.progress:
            self.progress(number, of)

    def of_base(self, known: set[str]) -> Iterator[Change]:
        """Give the rows of graphs, else of log-linear models; none where neither was asked for."""
        table = self.analysis.table
        name = next((name for name in ("graphs", "loglinear") if name in known), None)
        if name is None:
            return
        estimates: dict[str, Callable[..., Estimate]] = {
            "graphs": graph_estimate,
            "loglinear": loglinear_estimate,
        }
        base = partial(self._stored, name, estimates[name])
        said = say("nothing changed ({method})", method=title_of(name))
        yield replace(unchanged(table, base("usual")), said=said)
        if name == "graphs":
            usual = 0.5 ** len(table.lists)
            deltas = [(key, text, base(key, delta=f * usual)) for key, text, f in _FACTORS]
            yield from setting_changed(table, "delta", deltas)
            flat = ("flat", say("every number alike beforehand"), base("flat", flat=True))
            yield from setting_changed(table, "prior", [flat])
        if len(table.lists) >= _FEWEST_LISTS:
            yield from lists_left_out(table, base("usual"))
        if "loglinear" in known:
            aic = self._stored("loglinear", loglinear_estimate, "aic", penalty=2.0)
            by_aic = ("aic", say("log-linear models, weighted by AIC"), aic)
            yield from setting_changed(table, "weights", [by_aic])

    def of_classes(self) -> Iterator[Change]:
        """Give the rows of latent classes: fewer of them, more, another prior."""
        table = self.analysis.table
        usual = default_classes(table)
        numbers = [usual // 2, 3 * usual // 2]
        if numbers[1] >= 2 ** len(table.lists):
            # No more than there are patterns can be told apart.
            numbers.pop()
        rows = [
            (
                str(number),
                say("latent classes, at most {number}", number=number),
                self._classes(str(number), classes=number),
            )
            for number in numbers
        ]
        yield from setting_changed(table, "classes", rows)
        low, high = _THOUGHT
        prior = capture_prior(len(table.lists), low, high)
        words = say(
            "latent classes, thinking beforehand of {low} to {high} times those documented",
            low=low,
            high=high,
        )
        row = ("expansion", words, self._classes("expansion", prior=prior))
        yield from setting_changed(table, "lambda", [row])

    def _classes(self, key: str, **changed: Any) -> Callable[[ListTable], Estimate]:  # noqa: ANN401 - settings of any kind
        def make(table: ListTable, *, seed: int, **settings: Any) -> Estimate:  # noqa: ANN401 - the same
            sweeps = min(self.analysis.asked.sweeps, _MOST_SWEEPS)
            found = latent_class_estimate(
                table,
                seed=seed,
                sweeps=sweeps,
                progress=lambda _: self.heard(*self.done),
                **settings,
            )
            return replace(found, method=LCM)

        sweeps = min(self.analysis.asked.sweeps, _MOST_SWEEPS)
        return self._stored(LCM, make, f"{key}, {sweeps} sweeps", **changed)

    def _stored(
        self,
        name: str,
        estimate: Callable[..., Estimate],
        key: str,
        **settings: Any,  # noqa: ANN401 - of any kind
    ) -> Callable[[ListTable], Estimate]:
        """Estimate by a method with its settings changed, if that is not kept already."""
        seed = self.analysis.asked.seed
        told = {"seed": seed, "alternative": key}

        def run(table: ListTable) -> Estimate:
            return self.store.kept(
                table, name, told, partial(estimate, table, seed=seed, **settings)
            )

        return run
