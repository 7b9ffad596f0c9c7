# SPDX-License-Identifier: AGPL-3.0-or-later
"""The publications from which the methods of estimation come; none was read on its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.sources import Knowledge, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def _paper(key: str, title: str, statement: str, page: str = "") -> Source:
    return Source(
        key=key,
        kind=SourceKind.NOTE,
        title=title,
        knowledge=Knowledge.SECONDARY,
        language="en",
        pages=(page,) if page else (),
        statement=statement,
    )


SOURCES: Mapping[str, Source] = {
    source.key: source
    for source in (
        _paper(
            "fienberg",
            "Fienberg 1972: The multiple recapture census for closed populations and incomplete"
            " 2^k contingency tables. Biometrika 59",
            "Log-linear models of people by lists.",
        ),
        _paper(
            "sadinle",
            "Sadinle 2018: Bayesian propagation of record linkage uncertainty into population size"
            " estimation of human rights violations. Annals of Applied Statistics 12",
            "Estimates are pooled over drawn ways of linking the records.",
            "https://arxiv.org/abs/1812.09590",
        ),
        _paper(
            "rivest",
            "Rivest, Baillargeon 2007: Applications and extensions of Chao's moment estimator for"
            " the size of a closed population. Biometrics 63",
            "The lower bound by maximum likelihood, and models of people who differ.",
        ),
        _paper(
            "chao",
            "Chao 1987: Estimating the population size for capture-recapture data with unequal"
            " catchability. Biometrics 43",
            "The lower bound and its interval.",
        ),
        _paper(
            "madigan",
            "Madigan, York 1997: Bayesian methods for estimation of the size of a closed"
            " population. Biometrika 84",
            "Averaging over decomposable graphs.",
        ),
        _paper(
            "manrique",
            "Manrique-Vallier 2016: Bayesian population size estimation using Dirichlet process"
            " mixtures. Biometrics 72",
            "Latent classes.",
        ),
        _paper(
            "aleshin",
            "Aleshin-Guendel, Sadinle, Wakefield 2021: The central role of the identifying"
            " assumption in population size estimation",
            "N as a function of an assumption that no list can check.",
            "https://arxiv.org/abs/2101.09304",
        ),
        _paper(
            "chan",
            "Chan, Silverman, Vincent 2021: Multiple systems estimation for sparse capture data."
            " Journal of the American Statistical Association 116",
            "Whether a model has an estimate where the lists hardly overlap.",
        ),
        _paper(
            "binette",
            "Binette, Steorts 2022: On the reliability of multiple systems estimation for the"
            " quantification of modern slavery",
            "How often intervals of single methods miss the truth.",
        ),
    )
}
