# SPDX-License-Identifier: AGPL-3.0-or-later
"""Definitions as data: a gate, criteria of which one suffices, an exclusion needing all its parts.

They are hand-kept in resources/definitions; a changed wording is a new version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from amparo.core.yaml_files import read_marked
from amparo.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.core.yaml_files import Marked

_FIELDS = (
    "definition", "version", "title", "adopted", "source", "elements", "gate", "criteria",
    "exclusion",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition; `elements` maps each element to what the assessor has to find out.

    `criteria` maps each criterion to its elements, all of which must hold.
    """

    key: str
    version: str
    title: str
    adopted: str
    source: str
    elements: Mapping[str, str]
    gate: tuple[str, ...]
    criteria: Mapping[str, tuple[str, ...]]
    exclusion: tuple[str, ...]


@cache
def read_definition(key: str) -> Definition:
    """Give a packaged definition, e.g. `pace-1900`.

    Raises:
        OSError: there is no such definition.
        YamlFileError: with every fault of its file.
    """
    return read_definition_file(resource("definitions", f"{key}.yaml"))


def read_definition_file(path: Path) -> Definition:
    """Read a definition's file.

    Raises:
        OSError: it cannot be read.
        YamlFileError: with every fault: a missing field, an element that is not described or
            not used, an element of the gate or of the exclusion that stands elsewhere too.
    """
    top = read_marked(path)
    fields = top.fields(_FIELDS, needed=_FIELDS)
    top.raise_faults(path)
    elements = {name: item.text() for name, item in fields["elements"].items().items()}
    gate = _elements(fields["gate"], elements)
    exclusion = _elements(fields["exclusion"], elements)
    criteria = {
        name: _elements(item, elements) for name, item in fields["criteria"].items().items()
    }
    in_criteria = {name for of in criteria.values() for name in of}
    # The outcome is exact (see finding.evaluate) only if these three share nothing.
    for name in (set(gate) & set(exclusion)) | (in_criteria & {*gate, *exclusion}):
        top.fault(f"{name!r} stands in two of gate, criteria and exclusion; split it in two")
    for name in elements.keys() - {*gate, *exclusion, *in_criteria}:
        fields["elements"].fault(f"{name!r} is not used; name it in a criterion or remove it")
    top.raise_faults(path)
    texts = {name: fields[name].text() for name in _FIELDS[1:5]}
    return Definition(
        key=fields["definition"].text(),
        elements=elements,
        gate=gate,
        criteria=criteria,
        exclusion=exclusion,
        **texts,
    )


def _elements(item: Marked, known: Mapping[str, str]) -> tuple[str, ...]:
    names = item.texts()
    if not names:
        item.fault("has no elements; name at least one")
    for name in names:
        if name not in known:
            item.fault(f"{name!r} is not described under `elements`; describe it")
    return names
