# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importing a state of a list: all of it in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from amparo.core.files import write_whole
from amparo.exchange.plain_data import to_plain
from amparo.exchange.snapshots import PreviousRow, SnapshotDiff, compare_snapshots
from amparo_desk.history.domain import record_change
from amparo_desk.history.rows import keep_row
from amparo_desk.register.domain.another import withdraw_where_another
from amparo_desk.register.domain.rebuild import refresh
from amparo_desk.register.domain.saying import check_statements, difference, move, say, withdraw
from amparo_desk.register.domain.sources import add_source
from amparo_desk.register.domain.turns import RefusedError, turn
from amparo_desk.register.models import Record, RecordVersion, Snapshot, Source
from amparo_desk.register.queries.said import current_statements, source_ids

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from amparo.core.sources import Source as CoreSource
    from amparo.core.statements import Statement
    from amparo.exchange.lists import ListContent, ListRow
    from amparo.exchange.mapping import Mapping
    from amparo_desk.accounts.models import User
    from amparo_desk.register.queries.said import Said

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `snapshot` is None where the list stands here as it came."""

    diff: SnapshotDiff
    snapshot: Snapshot | None


def preview_import(*, content: ListContent) -> SnapshotDiff:
    """Give what an import would add, change, leave and find gone; changes nothing.

    Raises:
        RefusedError: as import_list, where nothing could be imported.
    """
    source = _source(content.source_key)
    diff = _diff(source, content)
    _refuse_others_records(source, diff)
    return diff


def import_list(
    *,
    content: ListContent,
    mapping: Mapping,
    file: Path,
    user: User,
    reason: str = "",
    new_source: CoreSource | None = None,
) -> Imported:
    """Bring the list's records to the content of a file, and keep the file as it came.

    The same file under the same mapping changes nothing and leaves no trace. `new_source` is
    added in the same transaction where the register has no source of its key.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: the register has no such source, a record of a row's key came otherwise
            than from this list, or a statement leaves its record.
        OSError: the file cannot be kept in the workspace.
    """
    with turn(user):
        if new_source and not Source.objects.filter(key=new_source.key).exists():
            add_source(source=new_source, user=user, reason=reason)
        source = _source(content.source_key)
        last = source.snapshots.order_by("-number").first()
        diff = _diff(source, content)
        _refuse_others_records(source, diff)
        if last and (last.sha256, last.mapping_sha256) == (content.sha256, content.mapping_sha256):
            return Imported(diff, None)
        _keep(file, content.sha256)
        _describe(source, mapping, user, reason)
        snapshot = Snapshot.objects.create(
            source=source,
            number=last.number + 1 if last else 1,
            file_name=file.name,
            sha256=content.sha256,
            mapping_sha256=content.mapping_sha256,
            imported_by=user,
            added=len(diff.added),
            changed=len(diff.changed),
            unchanged=len(diff.unchanged),
            gone=len(diff.gone),
        )
        _bring(content, diff, snapshot)
        counts = {name: getattr(snapshot, name) for name in ("added", "changed", "gone")}
        record_change(
            user=user,
            verb="import_list",
            kind="source",
            key=source.key,
            reason=reason,
            after={"snapshot": snapshot.number, "file": file.name, **counts},
        )
    return Imported(diff, snapshot)


def _source(key: str) -> Source:
    try:
        return Source.objects.get(key=key)
    except Source.DoesNotExist:
        msg = f"the register has no source {key!r}: add it, or correct `list` in the mapping"
        raise RefusedError(msg) from None


def _diff(source: Source, content: ListContent) -> SnapshotDiff:
    """Compare with what stands here; the statements too where the mapping is another one."""
    last = source.snapshots.order_by("-number").first()
    rows = source.records.filter(gone=False).exclude(last_snapshot=None).order_by("id")
    said: dict[int, tuple[Statement, ...]] | None = None
    if last and last.mapping_sha256 != content.mapping_sha256:
        found = current_statements(list(rows.values_list("id", flat=True)))
        said = {n: tuple(item.statement for item in of) for n, of in found.items()}
    previous = {
        key.removeprefix(f"{source.key}/"): PreviousRow(
            content_hash, dict(raw), None if said is None else said.get(number, ())
        )
        for number, key, content_hash, raw in rows.values_list("id", "key", "content_hash", "raw")
    }
    return compare_snapshots(previous, content)


def _refuse_others_records(source: Source, diff: SnapshotDiff) -> None:
    """Refuse rows whose key belongs to a record that no snapshot of this list made."""
    others = set(source.records.filter(last_snapshot=None).values_list("key", flat=True))
    taken = [row for row in diff.added if f"{source.key}/{row.key}" in others]
    if taken:
        lines = [f"row {row.number}: {source.key}/{row.key}" for row in taken]
        msg = "these keys are those of case histories, not of rows; give the rows other keys:\n"
        raise RefusedError(msg + "\n".join(lines))


def _keep(file: Path, sha256: str) -> None:
    """Keep the file under its hash; one that a failed import leaves there does no harm."""
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        msg = f"{file} changed after it was read: read it again"
        raise RefusedError(msg)
    folder = settings.WORKSPACE.files
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{sha256}{file.suffix.lower()}"
    if not place.exists():
        write_whole(place, content)


def _describe(source: Source, mapping: Mapping, user: User, reason: str) -> None:
    values = {
        "mapping": to_plain(mapping),
        "name_order": mapping.name_order.value,
        "complete_snapshot": mapping.complete_snapshot,
        "duplicate_free": mapping.duplicate_free,
        "publisher": source.publisher or mapping.publisher,
    }
    keep_row(model=Source, key=source.key, values=values, user=user, reason=reason)


def _bring(content: ListContent, diff: SnapshotDiff, snapshot: Snapshot) -> None:
    """Write what the difference says."""
    source = snapshot.source
    sources = source_ids()
    touched = [*diff.added, *(item.row for item in diff.changed)]
    for row in touched:
        check_statements(f"{source.key}/{row.key}", row.statements, sources)
    numbers = _write_records(touched, snapshot)
    before = _write_statements(touched, numbers, snapshot, sources)
    withdraw_where_another(before, snapshot.imported_by)
    gone = _write_gone([f"{source.key}/{key}" for key in diff.gone], snapshot)
    unchanged = {f"{source.key}/{key}" for key in diff.unchanged}
    _confirm(content, unchanged, snapshot)
    refresh([*numbers.values(), *gone])


def _write_records(touched: list[ListRow], snapshot: Snapshot) -> dict[str, int]:
    """Write new, changed and revived records with their version; give their ids by key."""
    rows = [
        Record(
            key=f"{snapshot.source.key}/{row.key}",
            source=snapshot.source,
            raw=list(row.raw.items()),
            content_hash=row.content_hash,
            row_number=row.number,
            last_snapshot=snapshot,
            gone=False,
        )
        for row in touched
    ]
    written = Record.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["raw", "content_hash", "row_number", "last_snapshot", "gone"],
    )
    RecordVersion.objects.bulk_create(
        (
            RecordVersion(
                record_id=row.pk, snapshot=snapshot, raw=row.raw, content_hash=row.content_hash
            )
            for row in written
        ),
        batch_size=_BATCH,
    )
    return {row.key: row.pk for row in written}


def _write_statements(
    touched: list[ListRow], numbers: dict[str, int], snapshot: Snapshot, sources: dict[str, int]
) -> dict[int, list[Said]]:
    """Withdraw and add what differs; give what each record said before."""
    said = current_statements(list(numbers.values()))
    before = {number: said.get(number, []) for number in numbers.values()}
    added: list[tuple[int, int, Statement]] = []
    withdrawn: list[int] = []
    moved: list[tuple[int, int]] = []
    for row in touched:
        number = numbers[f"{snapshot.source.key}/{row.key}"]
        found = difference(before[number], row.statements)
        added += ((number, position, item) for position, item in found.added)
        withdrawn += found.withdrawn
        moved += found.moved
    withdraw(withdrawn, snapshot)
    move(moved)
    say(added, sources=sources, snapshot=snapshot)
    return before


def _write_gone(keys: Iterable[str], snapshot: Snapshot) -> list[int]:
    """Mark records as gone and withdraw what they said; give their ids."""
    wanted = set(keys)
    found = snapshot.source.records.values_list("key", "id")
    numbers = [number for key, number in found if key in wanted]
    said = current_statements(numbers) if numbers else {}
    withdraw([item.id for of in said.values() for item in of], snapshot)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE register_record SET gone = %s WHERE id = %s", [(True, n) for n in numbers]
        )
    return numbers


def _confirm(content: ListContent, unchanged: set[str], snapshot: Snapshot) -> None:
    """Write that unchanged records stand in this snapshot, and in which row."""
    source = snapshot.source
    rows = {f"{source.key}/{row.key}": row.number for row in content.rows}
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE register_record SET last_snapshot_id = %s, row_number = %s WHERE key = %s",
            [(snapshot.pk, rows[key], key) for key in unchanged],
        )
