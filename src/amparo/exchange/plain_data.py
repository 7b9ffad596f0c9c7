# SPDX-License-Identifier: AGPL-3.0-or-later
"""The engines' values as plain data (dicts, lists, text, numbers) that JSON can hold, and back.

`from_plain(kind, to_plain(value)) == value` for every frozen dataclass of the library. Dates are
held as EDTF with the written form beside it, truth as a word, a message as template and values.
The work is done by cattrs (see docs/decisions/0002-libraries.md).
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import cattrs

from amparo.core.dates import PartialDate
from amparo.core.messages import Message

T = TypeVar("T")


def to_plain(value: object) -> Any:  # noqa: ANN401 - plain data of any shape
    """Give the value as plain data."""
    return _converter().unstructure(value)


def from_plain(kind: type[T], data: object) -> T:
    """Give the value of this kind that `to_plain` wrote.

    Raises:
        cattrs.BaseValidationError: the data is not of that kind; lists every fault.
    """
    return _converter().structure(data, kind)


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(PartialDate, _date_to_plain)
    converter.register_structure_hook(PartialDate, _date_from_plain)
    converter.register_unstructure_hook(Message, lambda value: value.to_json())
    converter.register_structure_hook(Message, lambda data, _: Message.from_json(data))
    return converter


def _date_to_plain(value: PartialDate) -> dict[str, str]:
    return {"edtf": value.to_edtf(), "written": value.written, "language": value.language}


def _date_from_plain(data: dict[str, str], _: type[PartialDate]) -> PartialDate:
    return PartialDate.from_edtf(
        data["edtf"], written=data.get("written", ""), language=data.get("language", "")
    )
