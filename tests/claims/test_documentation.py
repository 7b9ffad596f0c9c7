# SPDX-License-Identifier: AGPL-3.0-or-later
"""docs/claims.md names every rule and every verdict, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from amparo import claims
from amparo.claims import Verdict

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(str(claims.__file__)).parent.glob("*.py")
)
# A rule's name is a literal of two or more words joined by hyphens.
RULE = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def test_every_rule_stands_in_the_table_of_rules() -> None:
    table = PAGE.split("## Rules")[1].split("## Adding")[0]
    assert set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table)) == set(RULE.findall(CODE))


def test_every_verdict_stands_in_the_table_of_verdicts() -> None:
    table = PAGE.split("## Verdicts")[1].split("## Numbers")[0]
    assert re.findall(r"^\| (\w+) \|", table, re.MULTILINE)[1:] == [one.value for one in Verdict]
