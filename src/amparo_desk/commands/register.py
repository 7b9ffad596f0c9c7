# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo register`: lists in, linkage, rebuild, persons, pairs that wait."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from amparo.core.cases import Known
from amparo.core.messages import Message
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.yaml_files import YamlFileError
from amparo.exchange.lists import ListContent, ListFaults, read_list
from amparo.exchange.mapping import Mapping, read_mapping
from amparo.exchange.plain_data import to_plain
from amparo.law.citations import provision_keys
from amparo.terminal import NOT_DECIDED, answer, existing_file, json_option, language_option, refuse
from amparo_desk.commands.decisions import decisions
from amparo_desk.commands.opening import (
    SYNTHETIC,
    acting_option,
    acting_user,
    open_workspace,
    refusals,
    workspace_option,
)
from amparo_desk.commands.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.exchange.snapshots import SnapshotDiff


@click.group()
def register() -> None:
    """The register: lists in, persons out.

    \b
      amparo register import cases.csv --mapping cases.mapping.yaml --dry-run
      amparo register import cases.csv --mapping cases.mapping.yaml
      amparo register link
      amparo register persons горинов
    """


@register.command("import")
@click.argument("file", type=existing_file)
@click.option("--mapping", type=existing_file, required=True, help="The list's mapping (YAML).")
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@click.option("--reason", default="", help="Why, for the history.")
@workspace_option
@acting_option
@json_option
def import_command(
    file: Path,
    mapping: Path,
    folder: Path,
    reason: str,
    name_of_user: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring a list's records to the content of a file: all of it, or nothing.

    Every fault is named with its row and column, and then nothing is imported. The same file
    again changes nothing.

    \b
      amparo register import cases.csv --mapping cases.mapping.yaml --dry-run
      amparo register import cases.xlsx --mapping cases.mapping.yaml --reason "May edition"
    """
    open_workspace(folder)
    content, form = _read(file, mapping)
    from amparo_desk.register.domain.imports import import_list, preview_import
    from amparo_desk.register.models import Source as SourceRow

    if dry_run and not SourceRow.objects.filter(key=form.source_key).exists():
        answer(
            {"new_list": form.source_key, "added": [row.key for row in content.rows]},
            f"{form.source_key}: a new list of {len(content.rows)} rows; nothing was changed",
            as_json=as_json,
        )
        return
    with refusals():
        if dry_run:
            diff = preview_import(content=content)
        else:
            diff = import_list(
                content=content,
                mapping=form,
                file=file,
                user=acting_user(name_of_user),
                reason=reason,
                new_source=_list_source(form),
            ).diff
    answer(to_plain(diff), _diff_text(diff, dry_run=dry_run), as_json=as_json)


@register.command()
@workspace_option
@acting_option
@json_option
def link(folder: Path, name_of_user: str, *, as_json: bool) -> None:
    """Join records that are all but certainly one person; put the others before people.

    \b
      amparo register link
    """
    open_workspace(folder)
    from amparo_desk.register.domain.linking import run_linkage

    with refusals(), progress_bar("Comparing records") as progress:
        done = run_linkage(user=acting_user(name_of_user), progress=progress)
    text = (
        f"{done.joined} pairs newly joined, {done.kept} kept, {done.withdrawn} withdrawn; "
        f"{done.waiting} pairs wait for a person"
    )
    answer(to_plain(done), text, as_json=as_json)


@register.command()
@workspace_option
@json_option
def rebuild(folder: Path, *, as_json: bool) -> None:
    """Throw away all that is derived and make it again from statements and decisions.

    \b
      amparo register rebuild
    """
    open_workspace(folder)
    from amparo_desk.register.domain.rebuild import rebuild as rebuild_register

    with progress_bar("Rebuilding persons") as progress:
        count = rebuild_register(progress=progress)
    answer({"persons": count}, f"{count} persons", as_json=as_json)


@register.command()
@click.argument("search", default="")
@workspace_option
@language_option
@json_option
def persons(search: str, folder: Path, language: str, *, as_json: bool) -> None:
    """List persons, all or by a name in any spelling.

    \b
      amparo register persons
      amparo register persons Горінов --json
    """
    made_up = open_workspace(folder).synthetic
    from amparo_desk.register.queries import found_persons
    from amparo_desk.register.queries import persons as persons_by_key

    rows = list(found_persons(search))
    known = persons_by_key([row.key for row in rows])
    data = [
        {
            "key": row.key,
            "name": known[row.key].name(language),
            "description": " / ".join(known[row.key].facts.get("description", Known()).values),
            "unnamed": row.unnamed,
            "synthetic": made_up,
        }
        for row in rows
    ]
    lines = [f"{row['key']}\t{row['name'] or row['description']}" for row in data]
    if made_up:
        lines = [SYNTHETIC, *lines]
    answer(data, "\n".join(lines), as_json=as_json)
    if not data:
        sys.exit(NOT_DECIDED)


@register.command()
@workspace_option
@language_option
@json_option
def waiting(folder: Path, language: str, *, as_json: bool) -> None:
    """List the pairs that wait for a person's decision, and why each is here.

    \b
      amparo register waiting --json
    """
    open_workspace(folder)
    from amparo_desk.register.queries import waiting_proposals

    data = [_pair(pair, language) for pair in waiting_proposals()]
    lines = [f"{row['left']}  ?  {row['right']}\n    {row['why']}" for row in data]
    answer(data, "\n".join(lines) or "no pair waits", as_json=as_json)


register.add_command(decisions)


def _pair(pair: Any, language: str) -> dict[str, Any]:  # noqa: ANN401 - a Proposal, after setup
    return {
        "left": pair.left.key,
        "right": pair.right.key,
        "score": pair.score,
        "probability": pair.probability,
        "why": Message.from_json(pair.summary).text(language),
    }


def _read(file: Path, mapping: Path) -> tuple[ListContent, Mapping]:
    try:
        form = read_mapping(mapping)
        return read_list(file, form, provision_keys), form
    except (ListFaults, YamlFileError) as faults:
        refuse(str(faults))


def _list_source(form: Mapping) -> Source:
    return Source(
        key=form.source_key,
        kind=SourceKind.LIST,
        title=form.title or form.source_key,
        knowledge=Knowledge.SEEN,
        language=form.language,
    )


def _diff_text(diff: SnapshotDiff, *, dry_run: bool) -> str:
    lines = [f"added      {row.key}" for row in diff.added]
    for row in diff.changed:
        lines += [f"changed    {row.row.key}"]
        lines += [
            f"           {cell.column}: {cell.before!r} -> {cell.after!r}" for cell in row.cells
        ]
    lines += [f"gone       {key}" for key in diff.gone]
    lines += [
        f"{len(diff.added)} added, {len(diff.changed)} changed, {len(diff.unchanged)} unchanged, "
        f"{len(diff.gone)} gone" + ("; nothing was changed (dry run)" if dry_run else "")
    ]
    return "\n".join(lines)
