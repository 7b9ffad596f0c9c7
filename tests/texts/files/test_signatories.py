# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of names: with country and group, with names only, committees."""

from __future__ import annotations

import pytest

from amparo.texts.files.signatories import (
    after_label,
    is_committee,
    is_signatories,
    read_signatories,
)
from amparo.texts.operations import Signatory

ANNA = Signatory("Ms Anna BERG", "Sweden", "SOC")
LUC = Signatory("Mr Luc PETIT", "Czech Republic", "EPP/CD")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ms Anna BERG, Sweden, SOC ; Mr Luc PETIT, Czech Republic, EPP/CD", (ANNA, LUC)),
        ("Ms Anna BERG, Sweden, SOC; Mr Luc PETIT, Czech Republic, EPP/CD.", (ANNA, LUC)),
        ("Ms Anna BERG, Sweden, SOC, Mr Luc PETIT, Czech Republic, EPP/CD", (ANNA, LUC)),
        ("Ms Anna BERG, Sweden ; Ida", (Signatory("Ms Anna BERG", "Sweden"), Signatory("Ida"))),
        ("M. X, France, GDL ; Ida", (Signatory("M. X", "France", "GDL"), Signatory("Ida"))),
        ("Ms Anna BERG, Mr Luc PETIT", (Signatory("Ms Anna BERG"), Signatory("Mr Luc PETIT"))),
        ("Mr A, Ms B and Sir C", (Signatory("Mr A"), Signatory("Ms B"), Signatory("Sir C"))),
        ("Anna Berg, Luc Petit", (Signatory("Anna Berg"), Signatory("Luc Petit"))),
        ("Ms Anna BERG, SOC", (Signatory("Ms Anna BERG", "", "SOC"),)),
        ("Mr Luc PETIT, Anna BERG", (Signatory("Mr Luc PETIT"), Signatory("Anna BERG"))),
        ("", ()),
    ],
)  # fmt: skip
def test_names_keep_country_and_group(written: str, read: tuple[Signatory, ...]) -> None:
    assert read_signatories(written) == read


def test_a_committee_stands_in_place_of_names() -> None:
    assert is_committee("Committee on Rules of Procedure, Immunities and Harbours")
    assert is_committee("the Monitoring Committee")
    assert is_committee("Commission des questions juridiques")
    assert not is_committee("After the word Committee, insert the following words:")
    assert not is_committee("Mr Luc PETIT")


def test_labels_and_bare_lists() -> None:
    assert after_label("Tabled by Mr A") == "Mr A"
    assert after_label("Déposée par : Mme B") == "Mme B"
    assert after_label("Signataires : Mme B") == "Mme B"
    assert after_label("The text was tabled by Mr A") is None
    assert is_signatories("Ms Anna BERG, Sweden, SOC ; Mr Luc PETIT, France, NR")
    assert is_signatories("Ms Anna BERG, Sweden, SOC")
    assert not is_signatories("In the draft resolution, paragraph 1; delete it")
