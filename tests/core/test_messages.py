# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages: the JSON form, and how values are written in each language."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.messages import Message, Name, say

names = st.sampled_from(["a", "b_c", "count", "the_name"])
# Figures of the field; Babel itself fails from 10 to the power of 25 on.
plain = st.text(max_size=8) | st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15)


def _messages(values: st.SearchStrategy[object]) -> st.SearchStrategy[Message]:
    return st.dictionaries(names, values, max_size=3).map(
        lambda held: Message(" ".join(f"{{{name}}}" for name in held), tuple(held.items()))  # type: ignore[arg-type]  # values of any kind
    )


# Three deep is as deep as the engines put messages together; st.recursive is slow under load.
messages = _messages(plain | _messages(plain | _messages(plain)))


@given(messages)
def test_json_gives_an_equal_message_back(message: Message) -> None:
    read = Message.from_json(json.loads(json.dumps(message.to_json())))

    assert read == message
    assert read.text("uk") == message.text("uk")


@given(st.text())
def test_a_text_is_shown_as_it_is_even_with_braces(text: str) -> None:
    assert say("{text}", text=text).text("fr") == text


@pytest.mark.parametrize(
    ("language", "whole", "broken"),
    [
        ("en", "1,234,567", "1,234.5"),
        ("fr", "1\u202f234\u202f567", "1\u202f234,5"),
        ("ru", "1\u00a0234\u00a0567", "1\u00a0234,5"),
        ("uk", "1\u00a0234\u00a0567", "1\u00a0234,5"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    language: str, whole: str, broken: str
) -> None:
    assert Message("{n}", (("n", 1234567),)).text(language) == whole
    assert Message("{n}", (("n", 1234.5),)).text(language) == broken


def test_a_message_inside_a_message_is_said_in_the_same_language() -> None:
    inner = Message("{n}", (("n", 1000),))

    assert Message("<{inner}>", (("inner", inner),)).text("en") == "<1,000>"
    assert Message("<{inner}>", (("inner", inner),)).text("ru") == "<1\u00a0000>"


def test_a_place_without_a_value_is_the_engines_fault() -> None:
    with pytest.raises(KeyError):
        Message("{missing}").text()


def test_a_language_without_catalogue_is_said_in_english() -> None:
    assert Message("A sentence of the tests.").text("de") == "A sentence of the tests."
    assert str(Message("")) == ""


@given(st.dictionaries(st.sampled_from(["en", "fr", "ru", "uk"]), st.text(min_size=1)))
def test_a_name_is_given_as_the_language_writes_it_or_else_in_english(held: dict[str, str]) -> None:
    message = say("{name}", name=Name(tuple(held.items())))
    fallback = held.get("en", next(iter(held.values()), ""))

    assert message.text("uk") == held.get("uk", fallback)
    assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message
