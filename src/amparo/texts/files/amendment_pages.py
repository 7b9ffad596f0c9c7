# SPDX-License-Identifier: AGPL-3.0-or-later
"""One amendment as it is printed: what is said about it, its wording, its note.

The lines round the wording differ from page to page (old skin: number, title, "Signatories:",
"Origin - 2012 - ..."; new skin: title, number, names, session; compendium: date, "Tabled by ...",
"Votes: ..."; plain text: "Tabled by ..." or nothing). So each line is told by what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from amparo.core.messages import Message, say
from amparo.texts.document import Language, PartKind
from amparo.texts.files.amendment_heads import (
    Head,
    after_note,
    is_command,
    is_session,
    read_date,
    read_doc,
    read_votes,
    take_falls,
    take_falls_if,
)
from amparo.texts.files.signatories import (
    after_label,
    is_committee,
    is_signatories,
    read_signatories,
    unfinished,
)
from amparo.texts.operations import Amendment, NotRead, Reading, Signatory, Unit, VotesLine
from amparo.texts.wording.quotations import CLOSE, direction
from amparo.texts.wording.reading import read_wording

_QUOTATION_MARK = re.compile(r"[\"“”«»]")
_END_OF_SENTENCE = (*'.;:,!?…)”»"', "; and", "; or", " ; et", " ; ou")
_AFTER_THE_PAGE = re.compile(
    r"(?:Published version|Version publiée|Assembly[’']s voting results"
    r"|Résultats? d(?:u|es) votes? de l[’']Assemblée|Back to (?:the )?(?:detailed page|document).*"
    r"|See all voting results.*|Voir tous les résultats.*|Retour (?:au|à|vers) .*"
    r"|(?:[A-E]\s*[.)]?\s*)?(?:Explanatory memorandum|Exposé des motifs)\b.*)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:Print|Imprimer|See related documents|Autres documents liés|Logo Assembly.*"
    r"|Amendment preview|Aperçu de l[’']amendement|List of amendments|Liste des amendements)",
    re.IGNORECASE,
)
# The newer skin may print what follows below its label.
_LABELS = re.compile(
    r"(?:Committee|Commission|Origine?)\s*:?|Signatories|Signataires", re.IGNORECASE
)
AMENDS_AN_AMENDMENT = re.compile(
    r"(?:[Il1]n|Dans)\s+"
    r"(?:(?P<proposed>the\s+proposed\s+amendment|l[’']amendement\s+proposé|la\s+proposition\s+d[’']amendement|the\s+amendment\s*,)"
    r"|(?:the\s+|l[’'])?amende?ment\s+(?:(?:No|n)\s*[.°º]?\s*)?(?P<to>\d+))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Printed:
    """The lines of one amendment: its number line (None where the page shows none) and the rest.

    What the page says of all its amendments stands for what one does not say of itself.
    """

    head: Head | None
    lines: list[str]
    title: str = ""
    doc: str = ""
    tabled: date | None = None
    committee: str = ""
    part: PartKind = ""


@dataclass(slots=True)
class _Told:
    """What the lines before the wording say."""

    signatories: tuple[Signatory, ...] = ()
    committee: str = ""
    tabled: date | None = None
    votes: VotesLine | None = None
    doc: str = ""
    title: list[str] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take what a line says; False if it is nothing that stands round a wording."""
        if is_label(line):
            return True
        names = after_label(line)
        if names is not None or is_signatories(line):
            who = line if names is None else names
            if is_committee(who):
                self.committee = _without_article(who)
            else:
                self.signatories += read_signatories(who)
        elif is_committee(line):
            self.committee = _without_article(line)
        elif day := read_date(line):
            self.tabled = day
        elif votes := read_votes(line):
            self.votes = votes
        elif line.startswith("Doc") and len(line) < _SHORT and (doc := read_doc(line)):
            self.doc = doc
        else:
            return not line or is_session(line) or is_furniture(line)
        return True


_SHORT = 40


def read_printed(printed: Printed, *, language: Language | None = None) -> Amendment:
    """Read one amendment; its number is "" where the page shows none."""
    head = printed.head or Head("")
    parted = [take_falls(line) for line in _within_the_page(printed.lines)]
    falls = tuple(key for _, keys in parted for key in keys)
    parted = [take_falls_if(line) for line, _ in parted]
    falls_if = tuple(key for _, keys in parted for key in keys)
    lines = _joined([line for line, _ in parted])
    told = _Told()
    start = _start_of_wording(lines, told, titled=head.page)
    wording: list[str] = []
    note: list[str] | None = None
    for line in lines[start:]:
        begins_note = after_note(line)
        if votes := read_votes(line):
            told.votes = votes
        elif begins_note is not None and note is None:
            note = [begins_note]
        elif note is not None:
            note.append(line)
        else:
            wording.append(line)
    words = "\n".join(wording).strip()
    reading = _of_part(
        read_wording(words, language=language, to=head.to), head.part or printed.part
    )
    if head.unread:
        reason = say("its heading “{heading}” is not understood", heading=head.unread)
        reading = _not_read(reading, words, reason)
    return Amendment(
        number=head.number,
        wording=words,
        reading=reading,
        to=head.to,
        signatories=told.signatories,
        committee=told.committee or ("" if told.signatories else printed.committee),
        doc=head.doc or told.doc or printed.doc,
        title=" ".join(told.title) or printed.title,
        tabled=head.tabled or told.tabled or printed.tabled,
        note="\n".join(note or []).strip(),
        falls=falls,
        falls_if=falls_if,
        votes=told.votes,
        oral=head.oral,
    )


def numbered_by_position(amendments: list[Amendment]) -> list[Amendment]:
    """Give amendments that are printed without a number a mark of their place, "?1", "?2".

    A sub-amendment stands below its amendment: "In the proposed amendment" is the one above it,
    and "In amendment 17" tells the number of the one above where the page shows none. No number
    that no page prints is ever given.
    """
    numbered: list[Amendment] = []
    above = None
    for place, amendment in enumerate(amendments, 1):
        found = amendment
        opening = AMENDS_AN_AMENDMENT.match(amendment.wording)
        if not found.number and not found.to and opening:
            to = opening["to"] or ""
            if to and above is not None and numbered[above].number.startswith("?"):
                numbered[above] = replace(numbered[above], number=to)
            elif opening["proposed"] and above is not None:
                to = numbered[above].number
            if to:
                found = replace(
                    found,
                    to=to,
                    reading=read_wording(found.wording, language=found.reading.language, to=to),
                )
        found = found if found.number else replace(found, number=f"?{place}")
        above = above if found.to else len(numbered)
        numbered.append(found)
    return numbered


def each_once(amendments: list[Amendment]) -> list[Amendment]:
    """Leave out what is printed twice; another wording under the same number is not read.

    That one has a key of its own, "2 (second wording)", so that it never stands for the first.
    """
    wordings: dict[str, list[str]] = {}
    kept = []
    for amendment in amendments:
        words = " ".join(amendment.wording.split())
        known = wordings.setdefault(amendment.key, [])
        if words in known:
            continue
        known.append(words)
        kept.append(amendment if len(known) == 1 else _further(amendment, len(known)))
    return kept


_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def _further(amendment: Amendment, count: int) -> Amendment:
    """Give an amendment whose number was taken in its file, as not read."""
    reason = say(
        "Number {number} stands in this file twice, with different wordings.",
        number=amendment.key,
    )
    which = _ORDINALS.get(count, f"{count}th")
    return replace(
        amendment,
        number=f"{amendment.number} ({which} wording)",
        reading=_not_read(amendment.reading, amendment.wording, reason),
    )


def cut_off_not_read(amendments: list[Amendment]) -> list[Amendment]:
    """Give amendments whose quotation is still open at the next amendment's number as not read.

    A forgotten closing mark is no fault, the quotation then ends with the wording. So it must be
    closed further down, or a sentence or paragraph that it gives must break off.
    """
    found = []
    for amendment, below in zip_longest(amendments, amendments[1:]):
        cut = below is not None and not amendment.note and is_open(amendment.wording)
        if cut and (_closes_first(below.wording) or _breaks_off(amendment.reading)):
            reason = say("a quotation is still open where the next amendment begins")
            reading = _not_read(amendment.reading, amendment.wording, reason)
            found.append(replace(amendment, reading=reading))
        else:
            found.append(amendment)
    return found


def is_open(words: str) -> bool:
    """Say whether a quotation has begun in the words and not ended."""
    return bool(
        words.count('"') % 2
        or words.count("“") > words.count("”")
        or words.count("«") > words.count("»")
    )


def _closes_first(wording: str) -> bool:
    """Say whether the first quotation mark of a wording is one that closes."""
    first = _QUOTATION_MARK.search(wording)
    return first is not None and direction(wording, first.start()) == CLOSE


def _breaks_off(reading: Reading) -> bool:
    last = reading.operations[-1] if reading.operations else None
    return (
        last is not None
        and last.unit is not Unit.WORDS
        and not last.text.endswith(_END_OF_SENTENCE)
    )


def is_furniture(line: str) -> bool:
    """Say whether a line belongs to the site, not to the page."""
    return bool(_FURNITURE.fullmatch(line))


def is_label(line: str) -> bool:
    """Say whether a line is a label for the line below, "Committee", "Origin"."""
    return bool(_LABELS.fullmatch(line))


def _start_of_wording(lines: list[str], told: _Told, *, titled: bool) -> int:
    """Take what stands before the wording and give the line at which that begins.

    Before the session or the names a line that says nothing known is the title; on a page that
    prints a title (`titled`) so is one before the first command.
    """
    note = next((at for at, line in enumerate(lines) if after_note(line) is not None), len(lines))
    surely_before = max(
        (at for at in range(note) if is_session(lines[at]) or after_label(lines[at]) is not None),
        default=-1,
    )
    if titled:
        commands = (at for at, line in enumerate(lines[:note]) if is_command(line))
        surely_before = max(surely_before, next(commands, 0) - 1)
    for at, line in enumerate(lines[:note]):
        if told.take(line):
            continue
        if at > surely_before:
            return at
        told.title.append(line)
    return note


def _not_read(reading: Reading, wording: str, reason: Message) -> Reading:
    """Give a reading that is not to be applied, for a reason that holds for the whole wording."""
    whole = NotRead((0, len(wording)), wording, reason)
    return replace(reading, not_read=(*reading.not_read, whole))


def _of_part(reading: Reading, part: PartKind) -> Reading:
    """Give the reading of a wording that names no text with the text that stands over it."""
    if not part or reading.part:
        return reading
    operations = tuple(
        operation
        if operation.target.part or operation.target.amendment
        else replace(operation, target=replace(operation.target, part=part))
        for operation in reading.operations
    )
    return replace(reading, operations=operations, part=part)


def _joined(lines: list[str]) -> list[str]:
    """Join lists of names that run over lines."""
    joined: list[str] = []
    for line in lines:
        names = after_label(joined[-1]) if joined and line else None
        if names is not None and (not names or unfinished(names)):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _within_the_page(lines: list[str]) -> list[str]:
    ends = (at for at, line in enumerate(lines) if _AFTER_THE_PAGE.fullmatch(line.strip()))
    return lines[: next(ends, len(lines))]


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|la|le|on behalf of the|au nom de la)\s+", "", name, flags=re.IGNORECASE)
