# SPDX-License-Identifier: AGPL-3.0-or-later
"""splink 5 on many SYNTHETIC records: five comparisons, five blocking rules, clusters at .95.

Names in Latin letters by anyascii, their order declared (`--family-first LIST ...`); birth date and
region beside them.
"""

from __future__ import annotations

import argparse
import logging
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from anyascii import anyascii  # type: ignore[import-not-found]  # in the venv of the bench only
from bench.linkage.others.files import options, read_records, write_pairs
from bench.linkage.others.splink_names import split_declared
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

CERTAIN = 0.95


def settings() -> SettingsCreator:
    """Give the model."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("given"),
            cl.NameComparison("family"),
            cl.NameComparison("patronymic"),
            cl.DateOfBirthComparison("born", input_is_string=True),
            cl.ExactMatch("region").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("family", "given"),
            block_on("family", "born"),
            block_on("given", "born"),
            block_on("patronymic", "born"),
            block_on("substr(family, 1, 4)", "substr(given, 1, 3)", "region"),
        ],
        retain_matching_columns=False,
    )


def main() -> None:
    """Train, score, cluster."""
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser)
    parser.add_argument("--family-first", nargs="*", default=[])
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    first = set(args.family_first)
    names = ("unique_id", "given", "family", "patronymic", "born", "region")
    table: dict[str, list[Any]] = {name: [] for name in names}
    for number, row in enumerate(read_records(args.records)):
        name = anyascii(row["name"]).lower().replace("'", "")
        parts = split_declared(name, family_first=row["source_list"] in first)
        values = (number, *parts, row.get("birth_date") or None, row.get("region") or None)
        for key, value in zip(names, values, strict=True):
            table[key].append(value)
    linker = Linker(DuckDBAPI().register(pa.table(table)), settings())
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("given", "family", "born")], recall=0.5
    )
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("family", "given"), block_on("born")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    predicted: Any = linker.inference.predict(threshold_match_probability=CERTAIN)
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, CERTAIN)
    found = predicted.as_pyarrow_table()
    write_pairs(
        args.out,
        found["unique_id_l"].to_numpy(),
        found["unique_id_r"].to_numpy(),
        found["match_probability"].to_numpy(),
    )


if __name__ == "__main__":
    main()
