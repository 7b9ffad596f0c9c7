# SPDX-License-Identifier: AGPL-3.0-or-later
"""The publications from which the methods of estimation come.

Only what is marked as seen was read itself. Of the others title, year and journal were read where
another page quotes them; `pages` says where. None was read for its formulae: those stand in the
documentation, and the tests hold them to published figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.sources import Knowledge, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def _paper(
    key: str,
    title: str,
    statement: str,
    page: str,
    *,
    knowledge: Knowledge = Knowledge.SECONDARY,
    note: str = "",
) -> Source:
    return Source(
        key=key,
        kind=SourceKind.NOTE,
        title=title,
        knowledge=knowledge,
        language="en",
        pages=(page,),
        note=note,
        statement=statement,
    )


SOURCES: Mapping[str, Source] = {
    source.key: source
    for source in (
        _paper(
            "fienberg",
            "Fienberg 1972: The multiple recapture census for closed populations and incomplete"
            " 2^k contingency tables. Biometrika 59(3), 591-603",
            "Log-linear models of people by lists.",
            "https://doi.org/10.1093/biomet/59.3.591",
            note="The address was found where the paper is quoted, and not opened.",
        ),
        _paper(
            "sadinle",
            "Sadinle 2018: Bayesian propagation of record linkage uncertainty into population size"
            " estimation of human rights violations. Annals of Applied Statistics 12",
            "Estimates are pooled over drawn ways of linking the records.",
            "https://arxiv.org/abs/1812.09590",
            note="The address was found where the paper is quoted, and not opened.",
        ),
        _paper(
            "rivest",
            "Rivest, Baillargeon 2007: Applications and extensions of Chao's moment estimator for"
            " the size of a closed population. Biometrics 63(4), 999-1006",
            "The lower bound by maximum likelihood, and models of people who differ.",
            "https://github.com/cran/Rcapture/blob/master/man/closedp.Rd",
        ),
        _paper(
            "chao",
            "Chao 1987: Estimating the population size for capture-recapture data with unequal"
            " catchability. Biometrics 43, 783-791",
            "The lower bound and its interval.",
            "https://rdrr.io/cran/CARE1/man/CARE1.print.html",
        ),
        _paper(
            "madigan",
            "Madigan, York 1997: Bayesian methods for estimation of the size of a closed"
            " population. Biometrika 84(1), 19-31",
            "Averaging over decomposable graphs.",
            "https://rdrr.io/cran/dga/man/dga-package.html",
        ),
        _paper(
            "manrique",
            "Manrique-Vallier 2016: Bayesian population size estimation using Dirichlet process"
            " mixtures. Biometrics",
            "Latent classes.",
            "https://rdrr.io/cran/LCMCR/man/LCMCR-package.html",
        ),
        _paper(
            "aleshin",
            "Aleshin-Guendel, Sadinle, Wakefield 2021: The central role of the identifying"
            " assumption in population size estimation",
            "N as a function of an assumption that no list can check.",
            "https://ar5iv.labs.arxiv.org/html/2101.09304",
            knowledge=Knowledge.SEEN,
        ),
        _paper(
            "chan",
            "Chan, Silverman, Vincent 2021: Multiple systems estimation for sparse capture data:"
            " inferential challenges when there are non-overlapping lists. Journal of the American"
            " Statistical Association 116(535), 1297-1306",
            "Whether a model has an estimate where the lists hardly overlap.",
            "https://www.tandfonline.com/doi/full/10.1080/01621459.2019.1708748",
            note="The address was found where the paper is quoted, and not opened.",
        ),
        _paper(
            "binette",
            "Binette, Steorts 2022: On the reliability of multiple systems estimation for the"
            " quantification of modern slavery",
            "How often intervals of single methods miss the truth.",
            "https://tomesphere.com/paper/2112.01594",
        ),
        _paper(
            "vehtari",
            "Vehtari, Gelman, Simpson, Carpenter, Bürkner 2021: Rank-normalization, folding, and"
            " localization: an improved R-hat for assessing convergence of MCMC. Bayesian"
            " Analysis 16(2)",
            "Whether chains met: R-hat and effective draws.",
            "https://mc-stan.org/rstan/reference/Rhat.html",
        ),
    )
}
