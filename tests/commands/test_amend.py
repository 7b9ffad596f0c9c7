# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo amend`: the files in and out exactly as they are promised."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from amparo.cli import main

if TYPE_CHECKING:
    from click.testing import Result

# SYNTHETIC
DRAFT = """A. Draft resolution
1. The Assembly recalls the law. It deplores the sentences.
2. The Assembly calls on State A to:
2.1. free all prisoners; and
2.2. repeal the law.
3. The Assembly resolves to follow the matter.
B. Draft recommendation
1. The Assembly refers to its resolution.
"""
AMENDMENTS = """Amendment 1
Tabled by Ms A, State A, SOC; Mr B, State B, EPP/CD
In the draft resolution, after paragraph 1, insert the following paragraph:
"The Assembly is alarmed."
Explanatory note
It is.

Amendment 2
In the draft resolution, paragraph 2.1, replace the words "all prisoners" with "all persons".

Sub-amendment 1 to Amendment 2
In amendment 2, after the word "persons", insert the words "of peace".

Amendment 3
In the draft resolution, delete paragraph 2.1.

Amendment 4
In the draft recommendation, paragraph 1, replace the word "reports" with the word "report".

Amendment 5
Make paragraph 1 stronger.
"""
AFTER_1_AND_2 = """A. Draft resolution
1. The Assembly recalls the law. It deplores the sentences.
2. The Assembly is alarmed.
3. The Assembly calls on State A to:
3.1. free all persons of peace; and
3.2. repeal the law.
4. The Assembly resolves to follow the matter.
B. Draft recommendation
1. The Assembly refers to its resolution.
"""


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(DRAFT, "utf-8")
    Path("amendments.txt").write_text(AMENDMENTS, "utf-8")


def amend(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["amend", *words], input=given)


def test_read_gives_the_list_promised_and_1_where_something_was_not_read() -> None:
    result = amend("read", "amendments.txt", "--json")

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [item["key"] for item in found] == ["1", "2", "2/1", "3", "4", "5"]
    assert [item["target_document"] for item in found[:5]] == [
        "resolution", "resolution", "", "resolution", "recommendation",
    ]  # fmt: skip
    (operation,) = found[1]["operations"]
    assert {"op", "target", "position", "quoted", "text", "span"} <= operation.keys()
    assert (operation["op"], operation["position"]) == ("replace", "words")
    assert (operation["quoted"], operation["text"]) == ("all prisoners", "all persons")
    assert operation["target"]["paragraph"] == "2.1"
    start, end = operation["span"]
    assert "replace" in found[1]["wording"][start:end]
    assert found[5]["operations"] == []
    assert found[5]["not_read"][0]["reason"]
    assert found[0]["signatories"][1] == {"name": "Mr B", "country": "State B", "group": "EPP/CD"}


def test_read_takes_standard_input_and_gives_0_where_all_is_read() -> None:
    result = amend("read", "-", "--json", given=AMENDMENTS.partition("Amendment 5")[0])

    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 5


def test_apply_gives_the_text_after_those_adopted() -> None:
    result = amend("apply", "draft.txt", "amendments.txt", "--adopt", "1,2,2/1")

    assert (result.exit_code, result.stdout, result.stderr) == (0, AFTER_1_AND_2, "")


def test_apply_says_where_a_person_should_look() -> None:
    Path("draft.txt").write_text(DRAFT.replace("the matter", "paragraph 2.1 above"), "utf-8")

    result = amend("apply", "draft.txt", "amendments.txt", "--adopt", "1")

    assert result.exit_code == 0
    assert "paragraph 4" in result.stderr
    assert "2.1" in result.stderr


def test_apply_gives_1_and_a_reason_for_each_that_has_no_effect_and_applies_the_others() -> None:
    result = amend("apply", "draft.txt", "amendments.txt")

    assert result.exit_code == 1
    assert "2. The Assembly is alarmed." in result.stdout
    assert "free all" not in result.stdout
    told = [line.partition(":")[0] for line in result.stderr.splitlines() if line[0] == "A"]
    assert told == ["Amendment 2", "Amendment 2/1", "Amendment 4", "Amendment 5"]


def test_apply_says_as_json_what_was_applied_what_not_and_what_to_look_at() -> None:
    result = amend("apply", "draft.txt", "amendments.txt", "--adopt", "1,4", "--json")

    found = json.loads(result.stdout)
    assert found["applied"] == ["1"]
    assert [item["amendment"] for item in found["refused"]] == ["4"]
    assert "2. The Assembly is alarmed." in found["text"]


def test_apply_leaves_out_the_second_wording_of_a_number_and_applies_the_others() -> None:
    again = "\nAmendment 1\nIn the draft resolution, delete paragraph 3.\n"
    Path("twice.txt").write_text(AMENDMENTS.partition("Amendment 3")[0] + again, "utf-8")

    result = amend("apply", "draft.txt", "twice.txt")

    assert (result.exit_code, result.stdout) == (1, AFTER_1_AND_2)
    assert result.stderr.startswith("Amendment 1 (second wording): ")


def test_apply_refuses_numbers_that_are_not_there() -> None:
    result = amend("apply", "draft.txt", "amendments.txt", "--adopt", "1,9,10")

    assert result.exit_code == 2
    assert "9, 10" in result.stderr


def test_apply_writes_docx_with_tracked_changes_and_html_and_akoma_ntoso() -> None:
    made = {}
    for form in ("docx", "html", "akn"):
        result = amend(
            "apply", "draft.txt", "amendments.txt", "--adopt", "1,2", "--format", form,
            "--out", f"out.{form}",
        )  # fmt: skip
        assert (result.exit_code, result.stdout) == (0, "")
        made[form] = Path(f"out.{form}").read_bytes()

    with zipfile.ZipFile(io.BytesIO(made["docx"])) as parts:
        body = parts.read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:del " in body
    assert "<ins" in made["html"].decode()
    assert "akomaNtoso" in made["akn"].decode()


def test_write_gives_an_amendment_that_read_and_apply_understand() -> None:
    Path("edited.txt").write_text(DRAFT.replace("free all", "release all"), "utf-8")

    written = amend("write", "draft.txt", "edited.txt", "--note", "Release is the word.")
    Path("mine.txt").write_text(written.stdout, "utf-8")
    applied = amend("apply", "draft.txt", "mine.txt")

    assert written.exit_code == 0
    assert written.stdout.startswith("Amendment 1\nTabled by")
    assert (applied.exit_code, applied.stdout) == (0, DRAFT.replace("free all", "release all"))


def test_write_in_french_and_split() -> None:
    draft = "1. L’Assemblée salue la loi.\n2. Elle regrette les peines.\n"
    Path("projet.txt").write_text(draft, "utf-8")
    Path("modifie.txt").write_text(draft.replace("salue", "déplore").replace("les", "ces"), "utf-8")

    result = amend("write", "projet.txt", "modifie.txt", "--lang", "fr", "--split", "--json")

    found = json.loads(result.stdout)
    assert len(found) == 2
    assert all(item["wording"].startswith("Dans le projet") for item in found)


def test_write_says_what_no_amendment_can_do_and_refuses_a_long_note() -> None:
    Path("other.txt").write_text(DRAFT.replace("Draft resolution", "Draft opinion"), "utf-8")

    impossible = amend("write", "draft.txt", "other.txt")
    long = amend("write", "draft.txt", "draft.txt", "--note", "word " * 51)

    assert (impossible.exit_code, impossible.stdout) == (1, "")
    assert impossible.stderr
    assert long.exit_code == 2
    assert "50" in long.stderr


def test_collisions_and_order_as_json() -> None:
    collisions = json.loads(amend("collisions", "draft.txt", "amendments.txt", "--json").stdout)
    order = json.loads(amend("order", "draft.txt", "amendments.txt", "--json").stdout)

    assert [(item["left"], item["right"], item["one_falls"]) for item in collisions] == [
        ("3", "2", "2")
    ]
    keys = [item["amendment"] for item in order]
    assert keys.index("3") < keys.index("2/1") < keys.index("2")
    assert all(item["rule"]["status"] for item in order)


def test_compare_labels_every_difference_and_gives_1_where_one_is_unexplained() -> None:
    Path("printed.txt").write_text(DRAFT.replace("deplores", "condemns"), "utf-8")

    same = amend("compare", "draft.txt", "draft.txt", "--json")
    other = amend("compare", "draft.txt", "printed.txt", "--json")

    assert same.exit_code == 0
    assert json.loads(same.stdout)["differences"] == []
    (found,) = json.loads(other.stdout)["differences"]
    assert (other.exit_code, found["label"]) == (1, "unexplained")
    assert (found["before"], found["after"]) == ("deplores", "condemns")


def test_answers_says_what_answers_a_demand_and_what_is_silent() -> None:
    answered = amend("answers", "State A must free all prisoners", "draft.txt", "--json")
    silent = amend("answers", "Grant visas to deserters", "draft.txt", "--json")

    assert answered.exit_code == 0
    assert json.loads(answered.stdout)["status"] == "answered"
    assert silent.exit_code == 1
    assert json.loads(silent.stdout)["status"] == "silent"


def test_answers_names_the_paragraphs_and_what_was_looked_for() -> None:
    answered = amend("answers", "State A must free all prisoners", "draft.txt").stdout
    silent = amend("answers", "Grant visas to deserters", "draft.txt").stdout

    assert "2.1 (answered)" in answered
    assert "looked for: visas" in silent
    assert "nowhere" in silent


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("read", "draft.txt"), "holds no amendment"),
        (("apply", "empty.txt", "amendments.txt"), "empty.txt: The file is empty"),
        (("apply", "draft.txt", "kind.pdf"), "kind.pdf: This is a file of another kind (PDF)"),
        (("apply", "draft.txt", "utf16.txt"), "zero"),
        (("apply", "draft.txt", "bytes.txt"), "UTF-8"),
    ],
)
def test_bad_files_are_refused_with_what_is_wrong(words: tuple[str, ...], said: str) -> None:
    Path("kind.pdf").write_bytes(b"%PDF-1.7\nAmendment 1")
    Path("utf16.txt").write_bytes(AMENDMENTS.encode("utf-16-le"))
    Path("empty.txt").write_text("", "utf-8")
    Path("bytes.txt").write_bytes(b"Amendment 1\n\xff\xfe\x81")

    result = amend(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    named, _, told = result.stderr.partition(": ")
    assert not told.startswith(f"{named}: ")
