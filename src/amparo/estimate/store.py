# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps what was estimated, by a hash of all that it depends on, so that nothing is computed twice.

The hash is of the table, the method, its settings and the text of the engine itself: an estimate
by other code is another estimate. A file that cannot be read is as if it were not there. What a
long run has drawn so far is kept beside, under the same hash, until its estimate is there. That a
method has no estimate is kept like one.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.files import write_whole
from amparo.core.messages import Message
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.gates import Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from amparo.estimate.tables import ListTable

_BEGUN = ".begun.npz"


class NoEstimateError(ValueError):
    """A method has no estimate of a table; `missing` says why."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.gate.reason.text())
        self.missing = missing


class NotKeptError(LookupError):
    """What was asked for is not kept, and this store is for reading only."""


class Store:
    """Estimates in a folder, a file each; without a folder nothing is kept.

    With `engine`, the digest of an engine (`engine_digest`), it is for reading what that engine
    estimated: nothing is estimated anew, which might give other figures.
    """

    def __init__(self, folder: Path | None = None, *, engine: str = "") -> None:
        self.folder = folder
        self.engine = engine

    def kept(
        self,
        table: ListTable,
        method: str,
        settings: Mapping[str, Any],
        make: Callable[[], Estimate],
    ) -> Estimate:
        """Give the estimate that is kept, or say again that there is none; else make and keep it.

        `settings` are plain data: all that the estimate depends on besides table and method. Kept
        diagnostics and settings are as JSON gives them back.

        Raises:
            NotKeptError: it is not kept, and the store is for reading.
            OSError: the folder cannot be written to.
            ValueError: as `make`, NoEstimateError if that was one.
        """
        if self.folder is None:
            return make()
        path = self.folder / f"{key_of(table, method, settings, self.engine)}.npz"
        found = _read(path)
        if found is None:
            if self.engine:
                raise NotKeptError(method)
            try:
                found = make()
            except ValueError as error:
                found = error
            content = _packed_refusal(found) if isinstance(found, ValueError) else packed(found)
            write_whole(path, content)
            self._begun(table, method, settings).unlink(missing_ok=True)
        if isinstance(found, ValueError):
            raise found
        return found

    def begun(
        self, table: ListTable, method: str, settings: Mapping[str, Any]
    ) -> dict[str, NDArray[Any]] | None:
        """Give the arrays of a run that was begun and not ended; None where there are none."""
        if self.folder is None:
            return None
        try:
            with np.load(self._begun(table, method, settings), allow_pickle=False) as held:
                return {name: held[name] for name in held.files}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def keep_begun(
        self,
        table: ListTable,
        method: str,
        settings: Mapping[str, Any],
        arrays: Mapping[str, NDArray[Any]],
    ) -> None:
        """Keep the arrays of a run, so that it can be gone on with; `kept` drops them in the end.

        Raises:
            OSError: the folder cannot be written to.
        """
        if self.folder is None:
            return
        held = io.BytesIO()
        # What was drawn is kept whole and quickly: it is dropped soon.
        np.savez(held, allow_pickle=False, **arrays)
        write_whole(self._begun(table, method, settings), held.getvalue())

    def _begun(self, table: ListTable, method: str, settings: Mapping[str, Any]) -> Path:
        return (self.folder or Path()) / f"{key_of(table, method, settings)}{_BEGUN}"


def key_of(table: ListTable, method: str, settings: Mapping[str, Any], engine: str = "") -> str:
    """Give the hash (hex) under which an estimate by an engine, else by this one, is kept."""
    told = {
        "table": table.digest,
        "method": method,
        "settings": settings,
        "engine": engine or engine_digest(),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


@cache
def engine_digest() -> str:
    """Give the SHA-256 (hex) of the text of all modules of the engine."""
    found = hashlib.sha256()
    modules = (item for item in files("amparo.estimate").iterdir() if item.name.endswith(".py"))
    for item in sorted(modules, key=lambda item: item.name):
        found.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return found.hexdigest()


def packed(estimate: Estimate) -> bytes:
    """Give an estimate as a file (npz): what is plain as JSON, the draws beside it."""
    told = {
        "method": estimate.method,
        "median": estimate.median,
        "mean": estimate.mean,
        "low": estimate.low,
        "high": estimate.high,
        "level": estimate.level,
        "settings": estimate.settings,
        "diagnostics": estimate.diagnostics,
        "gates": [_of_gate(gate) for gate in estimate.gates],
        "seconds": estimate.seconds,
    }
    return _file(told, estimate.draws)


def unpacked(content: bytes) -> Estimate:
    """Read what `packed` gave.

    Raises:
        ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile: it is not that.
    """
    told, draws = _told(content)
    gates = tuple(_gate(gate) for gate in told.pop("gates"))
    return replace(Estimate(**told), draws=draws, gates=gates)


def _packed_refusal(error: ValueError) -> bytes:
    missing = error.missing if isinstance(error, NoEstimateError) else None
    why = {"method": missing.method, "gate": _of_gate(missing.gate)} if missing else None
    return _file({"refused": str(error), "missing": why})


def _file(told: Mapping[str, Any], draws: NDArray[Any] | None = None) -> bytes:
    arrays = {"told": np.frombuffer(json.dumps(told).encode(), np.uint8)}
    if draws is not None:
        arrays["draws"] = np.asarray(draws, np.float64)
    held = io.BytesIO()
    np.savez_compressed(held, allow_pickle=False, **arrays)
    return held.getvalue()


def _told(content: bytes) -> tuple[dict[str, Any], NDArray[np.float64] | None]:
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        told: dict[str, Any] = json.loads(held["told"].tobytes())
        return told, held["draws"] if "draws" in held.files else None


def _of_gate(gate: Gate) -> dict[str, Any]:
    return {"key": gate.key, "verdict": gate.verdict.value, "reason": gate.reason.to_json()}


def _gate(told: Mapping[str, Any]) -> Gate:
    return Gate(told["key"], GateVerdict(told["verdict"]), Message.from_json(told["reason"]))


def _read(path: Path) -> Estimate | ValueError | None:
    try:
        content = path.read_bytes()
        told, _ = _told(content)
        if "refused" not in told:
            return unpacked(content)
        why = told["missing"]
        if why is None:
            return ValueError(told["refused"])
        return NoEstimateError(Missing(why["method"], _gate(why["gate"])))
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
