# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates inside messages are written as each language writes them, as precisely as known."""

import json

import pytest

from amparo.core.dates import PartialDate
from amparo.core.messages import Message, say


@pytest.mark.parametrize(
    ("edtf", "language", "expected"),
    [
        ("2025-06-24", "en", "24 June 2025"),
        ("2025-06-24", "fr", "24 juin 2025"),
        ("2025-06-24", "ru", "24 июня 2025"),
        ("2025-06-24", "uk", "24 червня 2025"),
        ("2022-03", "en", "March 2022"),
        ("2022-03", "ru", "март 2022"),
        ("1980", "uk", "1980"),
        ("2022-23", "en", "autumn 2022"),
        ("2022-24", "en", "winter 2022"),
        ("1980~", "en", "about 1980"),
        ("2022?", "en", "2022 (doubtful in the source)"),
        ("2022-03%", "en", "about March 2022 (doubtful in the source)"),
        ("[2023-05-15..2023-05-20]", "en", "one day from 15 May 2023 to 20 May 2023"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(
    edtf: str, language: str, expected: str
) -> None:
    assert say("{date}", date=PartialDate.from_edtf(edtf)).text(language) == expected


@pytest.mark.parametrize("edtf", ["2025-06-24", "2022-23", "2022?", "[2023-05-15..2023-05-20]"])
def test_a_message_with_a_date_survives_json(edtf: str) -> None:
    message = say("seen: {date}", date=PartialDate.from_edtf(edtf, written="так", language="ru"))
    back = Message.from_json(json.loads(json.dumps(message.to_json())))
    assert back == message
    date = dict(back.values)["date"]
    assert isinstance(date, PartialDate)
    assert date.written == "так"
