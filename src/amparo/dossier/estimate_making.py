# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a figure was made: what each method assumes, its settings, the models with most weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import amparo
from amparo.core.messages import Message, say
from amparo.dossier.model import Align, Cite, Paragraph, Section, Table
from amparo.estimate.analysis import CHAO, LCM, XI
from amparo.estimate.answers import estimates_by_method, refused, whole
from amparo.estimate.store import engine_digest
from amparo.estimate.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amparo.dossier.model import Block
    from amparo.estimate.analysis import Analysis

# What each method is cited for, by its name.
CITED = {
    "loglinear": ("fienberg", "chan"),
    "graphs": ("madigan",),
    LCM: ("manrique",),
    "heterogeneity": ("rivest",),
    CHAO: ("chao", "rivest"),
    XI: ("aleshin",),
}
ASSUMED: Mapping[str, Message] = {
    "loglinear": say(
        "Lists depend on each other in pairs and groups, but not all of them together. Every such"
        " model counts by how well it fits for its size (BIC)."
    ),
    "graphs": say(
        "Some lists are independent once the lists between them are known. Every such graph counts"
        " by its probability, but for the one in which all depend on all."
    ),
    LCM: say("People fall into a few classes; within a class the lists are independent."),
    "heterogeneity": say(
        "People differ in how easily they get on lists, in one respect that is the same for all"
        " lists; pairs of lists may depend on each other besides."
    ),
    CHAO: say("Being on one list makes it no less likely to be on another."),
    XI: say("Nothing but one number, xi, of how all lists together depend on each other."),
}
_MODELS_SHOWN = 5


def making_section(analysis: Analysis, language: str) -> Section:
    """Give the last section; the same table, settings and seed give the same figures."""
    told = say(
        "Amparo {version}, engine {engine}; seed {seed}; SHA-256 of the table {digest}. The same"
        " table, settings and seed give the same figures.",
        version=amparo.__version__,
        engine=engine_digest()[:12],
        seed=str(analysis.asked.seed),
        digest=_broken(analysis.table.digest),
    )
    blocks: list[Block] = [Paragraph((told,))]
    if known := estimates_by_method(analysis):
        assumed = tuple(((TITLES[name], Cite(CITED[name])), (ASSUMED[name],)) for name in known)
        heads = (say("Method"),), (say("What it assumes of those on no list"),)
        blocks.append(Table((say("What each method assumes"),), heads, assumed))
        rows = tuple(
            ((TITLES[name],), (_settings(estimate.settings),), (f"{estimate.seconds:.1f}",))
            for name, estimate in known.items()
        )
        head = ((say("Method"),), (say("Settings"),), (say("Seconds"),))
        sides = (Align.START, Align.START, Align.END)
        blocks.append(Table((say("Settings of each method"),), head, rows, sides))
    blocks += _best_models(analysis, language)
    return Section("how", (say("How it was made"),), tuple(blocks))


def _best_models(analysis: Analysis, language: str) -> Iterator[Table]:
    """Give the best models of each method that mixes models, with their weights."""
    if refused(analysis):
        return
    for name, estimate in estimates_by_method(analysis).items():
        best = estimate.diagnostics.get("best", ())[:_MODELS_SHOWN]
        if not best:
            continue
        rows = tuple(
            (
                (_model(row),),
                (whole(row.get("n", row.get("median")), language),),
                (f"{100 * row['weight']:.1f} %",),
            )
            for row in best
        )
        head = ((say("Model"),), (say("In all"),), (say("Weight"),))
        caption = (say("The models of the largest weight: {method}", method=TITLES[name]),)
        yield Table(caption, head, rows, (Align.START, Align.END, Align.END))


def _model(row: dict[str, str]) -> str:
    return f"{row['model']} ({row['shape']})" if "shape" in row else row["model"]


def _settings(settings: dict[str, object]) -> str:
    shown = {key: value for key, value in settings.items() if key not in {"table", "cap"}}
    return ", ".join(f"{key} {value}" for key, value in shown.items())


def _broken(digest: str) -> str:
    """Put a space after each eight figures, so that lines can end there."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
