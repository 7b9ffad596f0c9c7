# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who tabled an amendment: "Mr X, Country, GROUP ; Ms Y, ..." on pages, often only names."""

from __future__ import annotations

import re

from amparo.texts.operations import Signatory

_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Baroness|Baron|Earl|Dr|Prof|M|MM|Mme|Mlle)\.?\s+(?=\S)"
)
# The codes of pages of 2012 to 2025 and their French forms, older ones too.
_GROUP = re.compile(
    r"EPP(?:/CD)?|SOC|ALDE|UEL|EDG|EC(?:/DA)?|ECPA|FDG|LDR|NR"
    r"|PPE(?:/DC)?|ADLE|GUE|GDE|CE(?:/AD)?|CEAP|NI"
)
_ANY_CODE = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{1,4})?")
_WITHOUT_GROUP = 2
_COMMITTEE = re.compile(
    r"(?:(?:on behalf of )?the |au nom de |par )?(?:la |l[’'])?"
    r"(?:(?:(?:Ad hoc|Joint|Legal|Monitoring|Political|Standing) )?(?:Sub-)?Committee\b"
    r"|(?:Sous-)?Commission\b|Bureau of the Assembly|Bureau de l[’']Assemblée"
    r"|(?:the |le )?Bureau$)",
    re.IGNORECASE,
)
_NAME_IN_CAPITALS = re.compile(r"(?:^|[\s’'-])[^\W\d_a-zà-öø-ÿ]{2,}(?=$|[\s’'-])")
_LABEL = re.compile(
    r"(?:(?:tabled by|déposée?s? par)\b|(?:signatories|signataires)\s*:)\s*:?\s*", re.IGNORECASE
)


def after_label(line: str) -> str | None:
    """Give what follows "Tabled by", "Déposé par", "Signatories:"; None for any other line."""
    found = _LABEL.match(line)
    return line[found.end() :].strip() if found else None


def unfinished(line: str) -> bool:
    """Say whether a list of names goes on in the next line."""
    return line.rstrip().endswith((",", ";", " and", " et"))


def is_committee(line: str) -> bool:
    """Say whether a line is the name of a committee, which stands in place of signatories."""
    return bool(_COMMITTEE.match(line)) and not line.endswith((":", ";"))


def is_signatories(line: str) -> bool:
    """Say whether a line without any label is a list of signatories as pages print it."""
    if not _TITLE.match(line):
        return False
    pieces = [piece.strip() for piece in re.split(r"[;,]", line)]
    return ";" in line or any(_GROUP.fullmatch(piece) for piece in pieces)


def read_signatories(text: str) -> tuple[Signatory, ...]:
    """Read a list of names in the order of the page, each with country and group where given.

    With ";" between persons what follows a name in its piece is country and group. With commas
    alone a country is told from a name by its want of a title and of capitals.
    """
    text = " ".join(text.split()).strip(" .;,")
    if ";" in text:
        people = [_person(piece.split(",")) for piece in text.split(";")]
        return tuple(person for person in people if person.name)
    pieces = [piece.strip() for piece in re.split(r",| and (?=\S)| et (?=\S)", text)]
    titled = any(_TITLE.match(piece) for piece in pieces)
    people = []
    for piece in filter(None, pieces):
        last = people[-1] if people else None
        if last and _GROUP.fullmatch(piece):
            people[-1] = Signatory(last.name, last.country, piece)
        elif last and not (last.country or last.group) and _is_country(piece, titled=titled):
            people[-1] = Signatory(last.name, piece)
        else:
            people.append(Signatory(piece))
    return tuple(people)


def _person(pieces: list[str]) -> Signatory:
    words = [piece.strip() for piece in pieces if piece.strip()]
    # In the third place a code that is not known yet is a group too.
    code = _GROUP if len(words) == _WITHOUT_GROUP else _ANY_CODE
    group = words.pop() if len(words) > 1 and code.fullmatch(words[-1]) else ""
    return Signatory(words[0] if words else "", ", ".join(words[1:]), group)


def _is_country(piece: str, *, titled: bool) -> bool:
    """Say whether a piece of a list of persons with titles, surnames in capitals, is a country."""
    return titled and not _TITLE.match(piece) and not _NAME_IN_CAPITALS.search(piece)
