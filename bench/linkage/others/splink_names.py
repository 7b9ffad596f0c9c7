# SPDX-License-Identifier: AGPL-3.0-or-later
"""splink 5 on names after anyascii, with and without birth data, in its ordinary recipe.

`--order naive` takes the first word for the given name and the last for the family name;
`--order declared` is told for each list of XLINK which stands first, sets the patronymic apart and
reads "Family, Given" where there is a comma. Model: NameComparison with term frequencies, EM.
"""

from __future__ import annotations

import argparse
import logging
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from anyascii import anyascii  # type: ignore[import-not-found]  # in the venv of the bench only
from bench.linkage.others.files import options, read_records, write_pairs
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FAMILY_FIRST = {"wd_duma", "wd_rada", "wiki_duma", "wiki_rada"}
# Ends of patronymics in the romanisation of anyascii, and in that of the Western lists.
PATRONYMIC = ("ich", "ic", "ych", "vna", "chna", "wna", "una", "nichna", "vitch", "witsch")
FULL = 3


def split_naive(name: str) -> tuple[str | None, str | None, str | None]:
    """Give the first and the last word as given and family name."""
    words = name.replace(",", " ").split()
    return (words[0], words[-1], None) if words else (None, None, None)


def split_declared(name: str, *, family_first: bool) -> tuple[str | None, str | None, str | None]:
    """Give given name, family name and patronymic by the order that the list declares."""
    words = name.replace(",", " ").split()
    if not words:
        return None, None, None
    ends = [word.endswith(PATRONYMIC) for word in words]
    family_first = family_first or "," in name
    # A list that breaks its own order shows it by a patronymic in the middle or at the end.
    if len(words) == FULL and ends[1] != ends[2] and "," not in name:
        family_first = ends[2]
    family, rest = (words[0], words[1:]) if family_first else (words[-1], words[:-1])
    return (rest[0] if rest else None), family, (rest[1] if len(rest) > 1 else None)


def columns(rows: list[dict[str, str]], order: str) -> dict[str, list[Any]]:
    """Give the columns that splink gets."""
    table: dict[str, list[Any]] = {
        key: []
        for key in ("unique_id", "given", "family", "patronymic", "born", "birth_year", "gender")
    }
    for number, row in enumerate(rows):
        name = anyascii(row["name"]).lower().replace("'", "")
        declared = row["source_list"] in FAMILY_FIRST
        split = split_declared(name, family_first=declared) if order == "declared" else None
        given, family, patronymic = split or split_naive(name)
        born = row.get("birth_date") or None
        year = row.get("birth_year") or (born[:4] if born else None)
        values = (number, given, family, patronymic, born, year, row.get("gender") or None)
        for key, value in zip(table, values, strict=True):
            table[key].append(value)
    return table


def settings(order: str, *, birth: bool) -> SettingsCreator:
    """Give the model."""
    comparisons: list[Any] = [cl.NameComparison("given"), cl.NameComparison("family")]
    if order == "declared":
        comparisons.append(cl.NameComparison("patronymic"))
    rules: list[Any] = [
        block_on("family"),
        block_on("given", "substr(family, 1, 3)"),
        block_on("substr(family, 1, 4)", "substr(given, 1, 2)"),
        block_on("substr(given, 1, 4)", "substr(family, 1, 2)"),
        block_on("substr(family, 1, 5)"),
    ]
    if order == "declared":
        rules.append(block_on("given", "patronymic", "substr(family, 1, 1)"))
    if birth:
        comparisons.append(cl.DateOfBirthComparison("born", input_is_string=True))
        comparisons.append(cl.ExactMatch("birth_year"))
        comparisons.append(cl.ExactMatch("gender"))
        rules.append(block_on("born"))
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
    )


def main() -> None:
    """Train without labels, score all blocked pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser)
    parser.add_argument("--order", choices=("naive", "declared"), required=True)
    parser.add_argument("--birth", action="store_true")
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    rows = read_records(args.records)
    backend = DuckDBAPI()
    table = pa.table(columns(rows, args.order))
    linker = Linker(backend.register(table), settings(args.order, birth=args.birth))
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given", "family")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e7, seed=1)
    for rule in (block_on("family"), block_on("given")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted: Any = linker.inference.predict()
    found = predicted.as_pyarrow_table()
    write_pairs(
        args.out,
        found["unique_id_l"].to_numpy(),
        found["unique_id_r"].to_numpy(),
        found["match_probability"].to_numpy(),
    )


if __name__ == "__main__":
    main()
