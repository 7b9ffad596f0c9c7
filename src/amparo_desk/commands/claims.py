# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo claims`: what a speech claims, and what the sources say."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from amparo.claims.outcome import EFFECT_LABELS, VERDICT_LABELS, Check, Verdict
from amparo.terminal import NOT_DECIDED, answer, json_option, language_option
from amparo_desk.commands.opening import open_workspace, workspace_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("key", default="")
@workspace_option
@language_option
@json_option
def claims(key: str, folder: Path, language: str, *, as_json: bool) -> None:
    """Check the claims of the workspace's speeches: all, or one with its reasoning.

    \b
      amparo claims
      amparo claims prisoners-3000 --language fr
      amparo claims prisoners-3000 --json
    """
    open_workspace(folder)
    from amparo_desk.figures.queries import checked_claims

    found = [check for claim, check in checked_claims() if key in {"", claim.key}]
    data = [_plain(check, language) for check in found]
    lines = [_line(row, whole=bool(key)) for row in data]
    answer(data, "\n".join(lines) or f"there is no claim {key}", as_json=as_json)
    undecided = {Verdict.UNDETERMINED, Verdict.DISPUTED}
    if not found or (key and found[0].verdict in undecided):
        sys.exit(NOT_DECIDED)


def _plain(check: Check, language: str) -> dict[str, Any]:
    return {
        "claim": check.claim,
        "verdict": check.verdict.value,
        "words": VERDICT_LABELS[check.verdict].text(language),
        "findings": [
            {
                "effect": finding.effect.value,
                "says": EFFECT_LABELS[finding.effect].text(language),
                "words": finding.message.text(language),
                "sources": list(finding.sources),
                "knowledge": finding.knowledge.value,
            }
            for finding in check.findings
        ],
    }


def _line(row: dict[str, Any], *, whole: bool) -> str:
    lines = [f"{row['claim']}\t{row['words']}"]
    if whole:
        lines += [
            f"  {item['says']}: {item['words']}  [{', '.join(item['sources']) or '-'}]"
            for item in row["findings"]
        ]
    return "\n".join(lines)
