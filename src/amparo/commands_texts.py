# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo amend`: amendments as files: read, apply, write, collide, put in order, compare."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.terminal import NOT_DECIDED, answer, existing_file, json_option, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from amparo.texts.demands.answers import Answer
    from amparo.texts.document import Document, Language
    from amparo.texts.marked import Consolidation, Refusal
    from amparo.texts.operations import Amendment

_text_file = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
_lang = click.option(
    "--lang", "language", type=click.Choice(["en", "fr"]), help="Told from the words if not given."
)


@click.group("amend")
def amend() -> None:
    """Read, apply, write and compare amendments to a text of an assembly.

    A draft is plain text with numbered paragraphs (`1. ...`, `8.5. ...`), HTML or Akoma Ntoso;
    amendments are plain text (`Amendment 7`, then the wording) or the Assembly's pages.
    docs/texts.md says more.

    \b
      amparo amend apply draft.txt amendments.txt --adopt 1,3,7
    """


@amend.command("read")
@click.argument("file", type=_text_file)
@_lang
@json_option
def read_command(file: Path, *, language: Language | None, as_json: bool) -> None:
    """Read the wording of amendments: what each wants done, and what could not be read.

    Exit code 1 if something could not be read.

    \b
      amparo amend read amendments.txt --json
      amparo amend read - < page.html
    """
    found = _amendments(file, language)
    lines = [line for item in found for line in _described(item)]
    answer([item.to_json() for item in found], "\n".join(lines), as_json=as_json)
    _end(any(item.reading.not_read for item in found))


@amend.command("apply")
@click.argument("draft", type=existing_file)
@click.argument("amendments", type=_text_file)
@click.option("--adopt", metavar="NUMBERS", help="1,3,7 or 13/1 (a sub-amendment). [default: all]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "akn", "docx"]),
    default="text",
    show_default=True,
    help="docx has the changes tracked, html and akn have them marked.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
@_lang
@json_option
def apply_command(
    draft: Path,
    amendments: Path,
    *,
    adopt: str | None,
    form: str,
    out: Path | None,
    language: Language | None,
    as_json: bool,
) -> None:
    """Give the text as it is after amendments are adopted.

    An amendment that cannot be read or applied is left out, with the reason on standard error and
    exit code 1; the others are applied.

    \b
      amparo amend apply draft.txt amendments.txt --adopt 1,3,7
      amparo amend apply draft.txt amendments.txt --format docx --out result.docx
    """
    from amparo.texts.applying.consolidation import consolidate

    text, tabled = _document(draft, language), _amendments(amendments, language)
    found = consolidate(text, tabled, adopt=_adopted(adopt, tabled))
    if as_json:
        answer(_summary(found), "", as_json=True)
    if out or not as_json:
        _give(_formed(found, form), out)
    _tell_remarks(found)
    _tell_refused(found.refused)


@amend.command("write")
@click.argument("before", type=existing_file)
@click.argument("after", type=existing_file)
@_lang
@click.option("--split", is_flag=True, help="An amendment for each paragraph.")
@click.option("--note", default="", help="An explanatory note of at most 50 words.")
@json_option
def write_command(
    before: Path, after: Path, *, language: Language | None, split: bool, note: str, as_json: bool
) -> None:
    """Write the amendment that turns one text into another, in the Assembly's wording.

    \b
      amparo amend write draft.txt edited.txt
      amparo amend write projet.txt modifie.txt --lang fr --split
    """
    from amparo.texts.drafting.writing import (
        CannotBeWritten,
        note_fault,
        tabled_text,
        write_amendments,
    )

    if too_long := note_fault(note):
        refuse(too_long.text())
    old, new = _document(before, None), _document(after, None)
    try:
        written = write_amendments(old, new, language=language, split=split)
    except CannotBeWritten as fault:
        click.echo(fault.reason.text(), err=True)
        sys.exit(NOT_DECIDED)
    data = [item.to_json() for item in written]
    forms = [tabled_text(item, number=at, note=note) for at, item in enumerate(written, 1)]
    answer(data, "\n\n".join(forms) or "The two texts read the same.", as_json=as_json)


@amend.command("collisions")
@click.argument("draft", type=existing_file)
@click.argument("amendments", type=_text_file)
@_lang
@json_option
def collisions_command(
    draft: Path, amendments: Path, *, language: Language | None, as_json: bool
) -> None:
    """Say which amendments touch the same words, which exclude each other, which are identical.

    \b
      amparo amend collisions draft.txt amendments.txt --json
    """
    from amparo.texts.applying.collisions import collisions
    from amparo.texts.applying.consolidation import prepare

    prepared = prepare(_document(draft, language), _amendments(amendments, language))
    found = collisions(prepared)
    lines = [f"{item.left} / {item.right}: {item.reason.text()}" for item in found]
    text = "\n".join(lines) or "No two amendments touch each other."
    answer([item.to_json() for item in found], text, as_json=as_json)
    _tell_refused(prepared.refused.values())


@amend.command("order")
@click.argument("draft", type=existing_file)
@click.argument("amendments", type=_text_file)
@_lang
@json_option
def order_command(
    draft: Path, amendments: Path, *, language: Language | None, as_json: bool
) -> None:
    """Propose the order of voting, with the rule for each place.

    \b
      amparo amend order draft.txt amendments.txt
    """
    from amparo.texts.applying.consolidation import prepare
    from amparo.texts.applying.voting_order import voting_order

    prepared = prepare(_document(draft, language), _amendments(amendments, language))
    found = voting_order(prepared)
    lines = [f"{item.position:3}. {item.key:6} {item.reason.text()}" for item in found]
    answer([item.to_json() for item in found], "\n".join(lines), as_json=as_json)
    _tell_refused(prepared.refused.values())


@amend.command("compare")
@click.argument("consolidated", type=existing_file)
@click.argument("published", type=existing_file)
@json_option
def compare_command(consolidated: Path, published: Path, *, as_json: bool) -> None:
    """Say word by word where a published text differs from the consolidated one, and why.

    Exit code 1 if a difference is left unexplained.

    \b
      amparo amend compare consolidated.txt published.txt --json
    """
    from amparo.texts.layers.comparing import compare
    from amparo.texts.layers.differences import Label

    found = compare(_document(consolidated, None), _document(published, None))
    lines = [
        f"{item.paragraph_before or item.paragraph_after}: {item.label}: "
        f"{item.before!r} -> {item.after!r}: {item.reason.text()}"
        for item in found.differences
    ]
    answer(found.to_json(), "\n".join(lines) or "The two texts read the same.", as_json=as_json)
    _end(any(found.labelled(Label.UNEXPLAINED)))


@amend.command("answers")
@click.argument("demand")
@click.argument("draft", type=existing_file)
@_lang
@json_option
def answers_command(demand: str, draft: Path, *, language: Language | None, as_json: bool) -> None:
    """Say which paragraphs of a text answer a demand, and which of its words were lost.

    Exit code 1 if the text does not answer it.

    \b
      amparo amend answers "Release all prisoners of conscience" draft.txt
    """
    from amparo.texts.demands.answering import answers
    from amparo.texts.demands.answers import Status
    from amparo.texts.plain import told_language

    found = answers(demand, _document(draft, None), language=language or told_language(demand))
    answer(found.to_json(), "\n".join(_answer_lines(found)), as_json=as_json)
    _end(found.status is not Status.ANSWERED)


def _answer_lines(found: Answer) -> Iterator[str]:
    """Say what answers a demand, what was lost, and where nothing answers what was looked for."""
    yield found.summary.text()
    for one in found.paragraphs:
        yield f"  {one.paragraph} ({one.status.value}): {one.reason.text()}"
        yield f"     {one.text}"
    yield from (f"  lost: {one.written}: {one.reason.text()}" for one in found.lost)
    for term in found.searched:
        places = ", ".join(term.found_in) or ("nowhere" if term.searchable else "not searchable")
        yield f"  looked for: {term.written} ({', '.join(term.words)}): {places}"
    if found.nearest:
        yield f"  nearest: {found.nearest.paragraph}: {found.nearest.reason.text()}"


def _document(path: Path, language: Language | None) -> Document:
    from amparo.texts.files.document_files import read_document_file
    from amparo.texts.files.page_lines import TextFileError

    try:
        return read_document_file(path, language=language)
    except TextFileError as fault:
        refuse(str(fault))
    except OSError as fault:
        refuse(f"{path}: {fault}")


def _amendments(path: Path, language: Language | None) -> list[Amendment]:
    """Read a file of amendments, "-" being standard input; refuse one that holds none."""
    from amparo.texts.files.amendment_files import read_amendments
    from amparo.texts.files.document_files import decoded
    from amparo.texts.files.page_lines import TextFileError

    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        found = read_amendments(decoded(content), language=language)
    except (TextFileError, OSError) as fault:
        refuse(f"{path}: {fault}")
    if not found:
        refuse(
            f"{path}: holds no amendment; each begins with a line `Amendment N`, then the wording"
        )
    return found


def _adopted(written: str | None, tabled: Iterable[Amendment]) -> list[str] | None:
    if written is None:
        return None
    asked = [key.strip() for key in written.split(",") if key.strip()]
    there = {item.key for item in tabled}
    if unknown := [key for key in asked if key not in there]:
        refuse(f"--adopt: there is no amendment {', '.join(unknown)}; there are {_list(there)}")
    return asked


def _list(keys: Iterable[str]) -> str:
    from amparo.texts.applying.edits import in_order

    return ", ".join(sorted(keys, key=in_order))


def _summary(found: Consolidation) -> dict[str, Any]:
    from amparo.texts.plain import write_document

    return {
        "text": write_document(found.document),
        "applied": list(found.applied),
        "refused": [
            {
                "amendment": item.amendment,
                "reason": item.reason.text(),
                "nearest": list(item.nearest),
                "because_of": item.because_of,
            }
            for item in found.refused
        ],
        "remarks": [
            {"amendment": item.amendment, "key": item.paragraph, "text": item.text.text()}
            for item in found.remarks
        ],
    }


def _formed(found: Consolidation, form: str) -> bytes:
    from amparo.texts.plain import write_document

    if form == "html":
        from amparo.texts.files.html_text import write_html

        return write_html(found).encode()
    if form == "akn":
        from amparo.texts.files.akoma_ntoso import write_akoma_ntoso

        return write_akoma_ntoso(found.document, found)
    if form == "docx":
        from amparo.texts.files.tracked_docx import write_docx

        return write_docx(found, author="Amparo")
    return write_document(found.document).encode()


def _give(content: bytes, out: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    from amparo.core.files import write_whole

    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        write_whole(out, content)
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}; nothing was written")


def _described(item: Amendment) -> list[str]:
    """Say for people what was read of an amendment."""
    head = f"Amendment {item.key or '(no number)'}"
    operations = [
        json.dumps(_short(op.to_json()), ensure_ascii=False) for op in item.reading.operations
    ]
    missed = [f"not read: {gap.reason.text()}: {gap.text}" for gap in item.reading.not_read]
    return [head, *(f"  {line}" for line in (*operations, *missed))]


def _short(operation: dict[str, Any]) -> dict[str, Any]:
    """Give only what is said of an operation."""
    target = {key: value for key, value in operation["target"].items() if value}
    said = {key: value for key, value in operation.items() if value and key != "span"}
    return {**said, "target": target}


def _tell_remarks(found: Consolidation) -> None:
    """Say on standard error where a person should look; a remark changes no exit code."""
    numbers = {item.key: item.number_after or item.number_before for item in found.walk()}
    for remark in found.remarks:
        number = numbers.get(remark.paragraph, "")
        place = f"paragraph {number}" if number else f"amendment {remark.amendment}"
        click.echo(f"Look at {place}: {remark.text.text()}", err=True)


def _tell_refused(refused: Iterable[Refusal]) -> None:
    """Say on standard error what was left out and why; end with exit code 1 if anything was."""
    told = False
    for item in refused:
        told = True
        click.echo(f"Amendment {item.amendment}: {item.reason.text()}", err=True)
        for passage in item.nearest:
            click.echo(f"  nearest: {passage}", err=True)
    _end(told)


def _end(incomplete: bool) -> None:  # noqa: FBT001 - the one thing it is asked
    if incomplete:
        sys.exit(NOT_DECIDED)


def register(main: click.Group) -> None:
    """Add the commands."""
    main.add_command(amend)
