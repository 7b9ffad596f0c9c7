# SPDX-License-Identifier: AGPL-3.0-or-later
"""pytrovich puts full Russian names into an oblique case.

python -m bench.linkage.others.pytrovich_cases NAMES.csv CASE --out DECLINED.csv

NAMES.csv: family, given, patronymic, gender.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from pytrovich.enums import (  # type: ignore[import-not-found]  # in the venv of the bench only
    Case,
    Gender,
    NamePart,
)
from pytrovich.maker import (  # type: ignore[import-not-found]  # in the venv of the bench only
    PetrovichDeclinationMaker,
)


def main() -> None:
    """Write the three words of each row in the case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", type=Path)
    parser.add_argument("case", choices=("genitive", "dative", "instrumental"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    maker, case = PetrovichDeclinationMaker(), Case[args.case.upper()]
    parts = {
        "family": NamePart.LASTNAME,
        "given": NamePart.FIRSTNAME,
        "patronymic": NamePart.MIDDLENAME,
    }
    with (
        args.names.open(newline="", encoding="utf-8") as source,
        args.out.open("w", newline="", encoding="utf-8") as target,
    ):
        writer = csv.writer(target)
        writer.writerow(parts)
        for row in csv.DictReader(source):
            gender = Gender.MALE if row["gender"] == "male" else Gender.FEMALE
            writer.writerow(
                [maker.make(part, gender, case, row[key]) for key, part in parts.items()]
            )


if __name__ == "__main__":
    main()
