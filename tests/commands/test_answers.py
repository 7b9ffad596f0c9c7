# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the commands on a workspace answer; exit codes 0 fine, 1 not decided, 2 wrong use."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from program import run_amparo, table_hashes

if TYPE_CHECKING:
    from pathlib import Path

    from program import Demonstration


def test_persons_are_found_in_any_spelling(demonstration: Demonstration) -> None:
    found = [
        {
            row["key"]
            for row in run_amparo(
                "register", "persons", asked, "--json", folder=demonstration.folder
            ).json()
        }
        for asked in ("Кагарлицкий", "Кагарлицький", "kagarlitsky", "KAGARLITSKII")
    ]
    assert len(found[0]) == 1
    assert found == [found[0]] * 4


@pytest.mark.parametrize("asked", ["Неизвестнова", "zzzz", "linskii"])
def test_nobody_found_is_exit_code_1(demonstration: Demonstration, asked: str) -> None:
    ran = run_amparo("register", "persons", asked, folder=demonstration.folder)
    assert (ran.code, ran.out.strip()) == (1, "")


def test_a_claim_is_told_with_its_reasons_and_sources(demonstration: Demonstration) -> None:
    ran = run_amparo("claims", "prisoners-3000", "--json", folder=demonstration.folder)
    assert ran.code == 0
    claim = ran.json()[0]
    assert claim["verdict"] == "not_supported_as_worded"
    told = [finding for finding in claim["findings"] if "2,976" in finding["words"]]
    assert told
    assert all(finding["sources"] for finding in told)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "2 976"), ("ru", "2 976"), ("uk", "2 976")],
)
def test_a_claim_is_told_in_each_language(
    demonstration: Demonstration, language: str, words: str
) -> None:
    ran = run_amparo(
        "claims", "prisoners-3000", "--language", language, folder=demonstration.folder
    )
    english = run_amparo("claims", "prisoners-3000", folder=demonstration.folder)
    assert words in ran.out.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )
    assert ran.out != english.out
    assert "Not supported" not in ran.out


@pytest.mark.parametrize(
    ("claim", "code"),
    [("prisoners-3000", 0), ("bodies-on-111-1", 1), ("sheliazhenko-charge", 1), ("none", 1)],
)
def test_undecided_claims_are_exit_code_1(
    demonstration: Demonstration, claim: str, code: int
) -> None:
    assert run_amparo("claims", claim, folder=demonstration.folder).code == code


def test_demands_are_told_with_their_stations_and_cases(demonstration: Demonstration) -> None:
    ran = run_amparo("demands", "--json", folder=demonstration.folder)
    ways = ran.json()
    assert ran.code == 0
    assert all(
        [station["kind"] for station in way["stations"]]
        == ["demand", "carried", "amendment", "outcome", "adopted_text", "cases"]
        for way in ways
    )
    followed = {case["person"] for way in ways for case in way["cases"]}
    assert len(followed) >= 5


def test_an_unknown_demand_is_exit_code_1(demonstration: Demonstration) -> None:
    assert run_amparo("demands", "none", folder=demonstration.folder).code == 1


def test_pairs_that_wait_say_why(demonstration: Demonstration) -> None:
    waiting = run_amparo("register", "waiting", "--json", folder=demonstration.folder).json()
    assert len(waiting) == 2
    assert all(pair["why"] for pair in waiting)


def test_rebuilding_gives_identical_rows(workspace: Path) -> None:
    before = table_hashes(workspace)
    ran = run_amparo("register", "rebuild", "--json", folder=workspace)
    assert ran.json() == {"persons": 7}
    assert table_hashes(workspace) == before


def test_linking_again_changes_nothing(workspace: Path) -> None:
    before = table_hashes(workspace)
    done = run_amparo("register", "link", "--json", folder=workspace).json()
    assert (done["joined"], done["withdrawn"], done["waiting"]) == (0, 0, 2)
    assert table_hashes(workspace) == before


def test_no_workspace_is_exit_code_2_and_makes_none(tmp_path: Path) -> None:
    ran = run_amparo("claims", "--workspace", tmp_path / "nowhere")
    assert ran.code == 2
    assert "amparo demo" in ran.err
    assert not (tmp_path / "nowhere").exists()


def test_the_dossier_is_written_in_another_language(workspace: Path) -> None:
    ran = run_amparo("dossier", "--language", "uk", "--json", folder=workspace)
    assert [path.rsplit("/", 1)[1] for path in ran.json()] == ["dossier-uk.pdf", "dossier-uk.html"]
    assert 'lang="uk"' in (workspace / "dossier" / "dossier-uk.html").read_text("utf-8")


def test_accounts_are_added_with_a_role(workspace: Path) -> None:
    made = run_amparo("users", "add", "olena", "--role", "documenter", folder=workspace)
    assert made.code == 0
    rows = run_amparo("users", "list", "--json", folder=workspace).json()
    assert {"name": "olena", "role": "documenter", "active": True} in rows
    again = run_amparo("users", "add", "olena", folder=workspace)
    assert again.code == 2


def test_a_new_passphrase_is_for_an_account_that_is_there(workspace: Path) -> None:
    assert run_amparo("users", "passphrase", "admin", folder=workspace).code == 0
    missing = run_amparo("users", "passphrase", "nobody", folder=workspace)
    assert missing.code == 2
    assert "amparo users list" in missing.err


def test_somebody_is_shut_out_and_given_another_role_from_the_command_line(
    workspace: Path,
) -> None:
    run_amparo("users", "add", "olena", "--role", "documenter", folder=workspace)
    assert run_amparo("users", "role", "olena", "reader", folder=workspace).code == 0
    shut = run_amparo("users", "deactivate", "olena", "--reason", "left", folder=workspace)
    assert shut.code == 0, shut.err
    rows = run_amparo("users", "list", "--json", folder=workspace).json()
    assert {"name": "olena", "role": "reader", "active": False} in rows
    last = run_amparo("users", "deactivate", "admin", "--reason", "left", folder=workspace)
    assert last.code == 2
    assert "last administrator" in last.err


def test_the_history_names_who_was_named(workspace: Path) -> None:
    run_amparo("users", "add", "petra", "--role", "administrator", folder=workspace)
    run_amparo("users", "add", "olena", "--as", "petra", folder=workspace)
    with sqlite3.connect(workspace / "amparo.sqlite3") as database:
        found = database.execute(
            "SELECT username FROM history_change JOIN accounts_user ON actor_id = accounts_user.id"
            " WHERE subject_key = 'olena'"
        ).fetchall()
    database.close()
    assert found == [("petra",)]
    for name in ("olena", "nobody"):
        ran = run_amparo("users", "add", "other", "--as", name, folder=workspace)
        assert ran.code == 2
        assert name in ran.err
        assert "Traceback" not in ran.err
