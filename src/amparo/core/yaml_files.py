# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hand-kept YAML read with the line of everything, and all faults of a file at once.

Every scalar is text: `2024-02-13` stays those ten characters, and what it means is decided by
whoever reads the field. A repeated key, which YAML readers pass over silently, is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from amparo.core.dates import DateError, PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault: the line (from 1), the path inside the file, what is wrong and what to do."""

    line: int
    place: str
    what: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"line {self.line}, {self.place or 'the file'}: {self.what}"


class YamlFileError(ValueError):
    """A file that cannot be used; `faults` are all its faults in the order of their lines."""

    def __init__(self, path: Path, faults: Iterable[FileFault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(f"{path}: {fault}" for fault in self.faults))


class Marked:
    """One value of a file: text, a list or a mapping, with its place; faults are gathered."""

    def __init__(self, node: yaml.Node, place: str, faults: list[FileFault]) -> None:
        self._node = node
        self.place = place
        self.faults = faults

    @property
    def line(self) -> int:
        """Its line, from 1."""
        return int(self._node.start_mark.line) + 1

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self._node, yaml.MappingNode)

    def fault(self, what: str) -> None:
        """Note a fault of this value."""
        self.faults.append(FileFault(self.line, self.place, what))

    def text(self) -> str:
        """Give the text, without the space around it; empty, with a fault, if it is none."""
        if isinstance(self._node, yaml.ScalarNode):
            return str(self._node.value).strip()
        self.fault("must be a single text; put it in quotation marks")
        return ""

    def date(self) -> PartialDate | None:
        """Give the EDTF date, None for an empty text or, with a fault, for no date."""
        text = self.text()
        try:
            return PartialDate.from_edtf(text) if text else None
        except DateError as error:
            self.fault(str(error))
            return None

    def word(self, words: Collection[str]) -> str:
        """Give one of these words; empty, with a fault that names them, if it is none of them."""
        text = self.text()
        if text in words:
            return text
        self.fault(f"{text!r} is not one of: {', '.join(words)}")
        return ""

    def entries(self) -> list[Marked]:
        """Give the entries of a list; none, with a fault, if it is no list."""
        if isinstance(self._node, yaml.SequenceNode):
            return [
                Marked(node, f"{self.place}[{number}]", self.faults)
                for number, node in enumerate(self._node.value, 1)
            ]
        self.fault("must be a list; begin each entry with a dash")
        return []

    def texts(self) -> tuple[str, ...]:
        """Give the texts of a list."""
        return tuple(entry.text() for entry in self.entries())

    def items(self) -> dict[str, Marked]:
        """Give the fields of a mapping by name; none, with a fault, if it is no mapping."""
        if not isinstance(self._node, yaml.MappingNode):
            self.fault("must be a mapping; write `name: value` lines")
            return {}
        found: dict[str, Marked] = {}
        for name_node, node in self._node.value:
            name = str(name_node.value)
            item = Marked(node, f"{self.place}.{name}".lstrip("."), self.faults)
            if name in found:
                item.fault(f"{name!r} stands here twice; keep one")
            found[name] = item
        return found

    def fields(self, known: Collection[str], *, needed: Collection[str] = ()) -> dict[str, Marked]:
        """Give the fields of a mapping that may only have the known names."""
        found = self.items()
        for name, item in found.items():
            if name not in known:
                item.fault(f"{name!r} is not a field of this entry; it has: {', '.join(known)}")
        if self.is_mapping:
            for name in needed:
                if name not in found:
                    self.fault(f"'{name}' is missing; write it")
        return {name: item for name, item in found.items() if name in known}

    def raise_faults(self, path: Path) -> None:
        """Raise what was gathered, if anything was.

        Raises:
            YamlFileError: all of it.
        """
        if self.faults:
            raise YamlFileError(path, self.faults)


def read_marked(path: Path) -> Marked:
    """Read one YAML file.

    Raises:
        YamlFileError: it is not YAML, or empty.
        OSError: it cannot be read.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"is not YAML: {error.problem}"
        raise YamlFileError(path, [FileFault(line, "", what)]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        what = f"is not YAML in UTF-8: {' '.join(str(error).split())}"
        raise YamlFileError(path, [FileFault(1, "", what)]) from error
    if node is None:
        raise YamlFileError(path, [FileFault(1, "", "is empty")])
    return Marked(node, "", [])
