# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines round the wording of an amendment: its number, date, note, votes, what falls."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from amparo.texts.document import PART_KINDS, PartKind
from amparo.texts.files.signatories import after_label
from amparo.texts.operations import VotesLine

_NUMBER = (
    r"(?:(?:No|n|nº|n°|№)\s*[.°º]?\s*)?(?P<{name}>\?\d+|\d{{1,4}}(?:bis|ter)?|(?-i:[A-Z]{{1,2}}))"
)
# A line over an amendment of which more than its number is not known.
_DOUBTFUL = re.compile(
    r"(?=(?-i:[AOS]))(?:oral\s+)?(?:(?:sub|sous)-?\s?)?amende?ments?\s+"
    rf"{_NUMBER.format(name='number')}\b"
    rf"(?:.{{0,60}}?\s(?:to|à)\s+(?:l[’'])?amende?ment\s+{_NUMBER.format(name='to')}\b)?.{{0,100}}",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^#{1,6}\s*|[*_]{1,3}|\s*#+$")
_ORAL = re.compile(r"\boral", re.IGNORECASE)
_DOC_NUMBER = r"\d{3,6}(?:\s+(?:Part|Partie)\s+\d+|\s+rev\.?)?"
_DOC = re.compile(rf"Doc\.?\s*(?P<doc>{_DOC_NUMBER})", re.IGNORECASE)
# What may stand behind the number: which version it is, which text it is to.
_STATE = (
    r"(?:oral|orally|revised|rev\.?(?:\s*\d{1,2})?|corrected|corr\.?|modified|final|new"
    r"|oralement|révisé|rectifié|modifié|nouveau|identical|identique)"
)
_AFTER_NUMBER = (
    rf"(?:\s*[,;–—-]?\s*\b{_STATE}(?!\w)|\s*\((?!withdrawn|retir)[^()]{{1,80}}\)|[\s,;–—-]+(?:to\s+|au\s+)?Doc\.?\s*{_DOC_NUMBER}"
    r"|\s*,?\s+(?:to|au)\s+(?:the\s+)?(?:draft|preliminary|avant-projet|projet)\s[^.:|]{1,80}?)"
)
_HEAD = re.compile(
    r"(?P<oral>oral\s+)?"
    r"(?:(?P<sub>sub-?\s?amendment|sous-?\s?amendement)(?P<oral_sub>\s+oral)?"
    rf"(?:\s+{_NUMBER.format(name='number')}(?:\s*\({_STATE}\))?)?"
    rf"\s+(?:to|à)\s+(?:the\s+|l[’'])?amende?ment\s+{_NUMBER.format(name='to')}"
    rf"|(?:(?:sub|sous)-?\s?)?amende?ment\s+(?P<to_key>\d{{1,4}})/(?P<number_key>\d{{1,3}})"
    rf"|amende?ment(?:\s+(?P<oral_after>oral))?\s+{_NUMBER.format(name='own')})"
    rf"(?:\s*\|\s*(?P<rest>.+)|(?P<after>{_AFTER_NUMBER}{{,3}})\s*[:.]?)\s*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"draft\s+(?P<en>resolution|recommendation|opinion|order)\b"
    r"|projet\s+d(?:e\s|[’'])\s?(?P<fr>résolution|recommandation|avis|directive)\b",
    re.IGNORECASE,
)
_MONTHS = {
    month: number
    for words in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    )
    for number, month in enumerate(words.split(), 1)
}
_WEEKDAY = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di"
    r"|dimanche)\s*,?\s+)?"
)
_DATE_IN_WORDS = re.compile(
    rf"(?i:{_WEEKDAY}(?:le\s+)?)(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?P<month>\w+)\s+(?P<year>\d{{4}})"
)
_DATE_IN_DIGITS = re.compile(
    rf"(?i:{_WEEKDAY})(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>\d{{4}})"
)
_SESSION = re.compile(
    r"(?:Origine?\s*[-–:]\s*)?(?:19|20)\d\d\s*[-–]\s*(?=.*(?:session|Committee|Commission)).{,80}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:explanatory note|note explicative)\s*:?\s*"
    r"|(?:explanation|explication)\s*:\s*",
    re.IGNORECASE,
)
_VOTES = re.compile(
    r"(?:Votes?|Vote result|Résultat du vote)\s*:\s*"
    r"(?P<yes>\d+)\s*(?:in favou?r|for|pour)\s*[,;]?\s*"
    r"(?P<no>\d+)\s*(?:against|contre)\s*[,;]?\s*(?P<neither>\d+)\s*abstentions?\s*\.?",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\(?\s*(?:If\s+(?:this\s+(?:sub-)?amendment\s+is\s+)?(?:adopted|agreed\s+to)|S[’']il\s+est\s+adopté"
    r"|Si\s+(?:cet\s+amendement\s+est\s+)?adopté)\s*,?\s*(?:les\s+|l[’'])?"
    r"(?P<which>(?:sub-|sous-)?\s?amende?ments?\s+[^()\n“”«»\"]{1,200}?)\s+"
    r"(?:shall\s+|will\s+)?(?:falls?|tomben?t?|devien(?:t|nent)\s+(?:sans\s+objet|caducs?))\s*\.?\s*\)?",
    re.IGNORECASE,
)
_FALLS_IF = re.compile(
    r"(?:^|(?<=[.)”»\"] ))\(?\s*(?:(?:this\s+amendment\s+)?(?:shall\s+|will\s+)?falls?"
    r"|(?:cet\s+amendement\s+)?(?:tombe|devient\s+(?:sans\s+objet|caduc)))\s*,?\s+"
    r"(?:if\s+(?:either\s+|one\s+of\s+)?|si\s+)(?:the\s+|les\s+|l[’'])?"
    r"(?P<which>(?:sub-|sous-)?\s?amende?ments?\s+[^()\n“”«»\"]{1,200}?)\s+"
    r"(?:(?:is|are)\s+(?:adopted|agreed\s+to)|(?:est|sont)\s+adoptés?)\s*\.?\s*\)?",
    re.IGNORECASE,
)
_FALLING = re.compile(
    r"(?:(?:sub-|sous-)\s?amende?ments?\s+(?P<sub>\d+)\s+(?:to|à)\s+(?:l[’'])?(?:amende?ment\s+)?(?P<to>\d+))"
    r"|(?P<plain>\d+)",
    re.IGNORECASE,
)

_COMMAND = re.compile(
    r"(?:[Il1]n\s+(?:the\s+(?:title|draft|preliminary|proposed)|(?:sub-)?amendment|paragraph)"
    r"|(?:At|After|Before|Replace|Delete|Insert|Add|Throughout|Remove)\b"
    r"|Dans\s+(?:le\s+(?:titre|projet|paragraphe)|l[’'](?:avant-projet|amendement)|tout)"
    r"|(?:À|A|Au|Après|Avant|Remplacer|Supprimer|Insérer|Ajouter)\s)"
)
_FIRST_WORDS = re.compile(r"[^\"“«:]*")
_VERB = re.compile(
    r"\b(?:insert|add|replace|delete|substitute|remove|insérer|ajouter|remplacer|supprimer|substituer)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:paragraph|draft|amendment|title|sentence|words?|paragraphe|projet|amendement|titre|phrase|mots?)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The line over an amendment. `number` is "" where a sub-amendment is printed without one.

    `part` is the text that the line names: "Amendment A (to the draft resolution)". `unread` is
    the whole line where more than its number is not understood.
    """

    number: str
    to: str = ""
    oral: bool = False
    doc: str = ""
    tabled: date | None = None
    page: bool = False
    part: PartKind = ""
    unread: str = ""


def read_head(line: str) -> Head | None:
    """Read "Amendment No. 7 | Doc. 13483 | 09 April 2014" or the plain line; None for others."""
    found = _HEAD.fullmatch(_unmarked(line))
    if not found:
        return None
    rest, after = found["rest"] or "", found["after"] or ""
    number = found["number"] or found["number_key"] or found["own"] or ""
    return Head(
        number.upper() if number.isalpha() else number.casefold(),
        (found["to"] or found["to_key"] or "").upper(),
        oral=any(found[name] for name in ("oral", "oral_sub", "oral_after"))
        or bool(_ORAL.search(after)),
        doc=read_doc(rest or after),
        tabled=read_date(rest.rpartition("|")[2]),
        page=bool(rest),
        part=named_part(after),
    )


def doubtful_head(line: str, below: str) -> Head | None:
    """Read a line that begins as one over an amendment, if names or a command stand below it."""
    found = _DOUBTFUL.fullmatch(_unmarked(line))
    if not found or not (after_label(below) is not None or is_command(below)):
        return None
    return Head(found["number"].upper(), (found["to"] or "").upper(), unread=line)


def _unmarked(line: str) -> str:
    """Give a line without the marks of Markdown round it, "**Amendment 2**", "## Amendment 2"."""
    return _MARKDOWN.sub("", line) if line[:1] in "#*_" else line


def named_part(words: str) -> PartKind:
    """Give the one draft text that words name, "to the draft resolution"; "" for none or two."""
    kinds = {PART_KINDS[(found["en"] or found["fr"]).casefold()] for found in _PART.finditer(words)}
    return kinds.pop() if len(kinds) == 1 else ""


def read_doc(line: str) -> str:
    """Give the number of the document that a line names, with its part; "" for none."""
    found = _DOC.search(line)
    return " ".join(found["doc"].split()) if found else ""


def read_date(line: str) -> date | None:
    """Read a line that is nothing but a date, in English, French or digits; None for others."""
    line = line.strip()
    if found := _DATE_IN_WORDS.fullmatch(line):
        month = _MONTHS.get(found["month"].casefold(), 0)
    elif found := _DATE_IN_DIGITS.fullmatch(line):
        month = int(found["month"])
    else:
        return None
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def is_session(line: str) -> bool:
    """Say whether a line names the part-session, "Origin - 2012 - Fourth part-session"."""
    return bool(_SESSION.fullmatch(line))


def after_note(line: str) -> str | None:
    """Give what follows "Explanatory note" in its line; None for any other line."""
    found = _NOTE.match(line)
    if not found:
        return None
    rest = line[found.end() :]
    # "Explanatory note" is a line of its own unless a colon follows it.
    return rest if not rest or ":" in found.group() else None


def read_votes(line: str) -> VotesLine | None:
    """Read "Votes: 31 in favor 71 against 7 abstentions"; None for any other line."""
    found = _VOTES.fullmatch(line)
    if not found:
        return None
    return VotesLine(int(found["yes"]), int(found["no"]), int(found["neither"]))


def take_falls(line: str) -> tuple[str, tuple[str, ...]]:
    """Give a line without "(If adopted, amendments 19, 9 falls)" and the keys named there."""
    return _taken(_FALLS, line)


def take_falls_if(line: str) -> tuple[str, tuple[str, ...]]:
    """Give a line without "Falls if amendments 13, 3 are adopted." and the keys named there."""
    return _taken(_FALLS_IF, line)


def _taken(what: re.Pattern[str], line: str) -> tuple[str, tuple[str, ...]]:
    keys = tuple(
        f"{one['to']}/{one['sub']}" if one["sub"] else one["plain"]
        for found in what.finditer(line)
        for one in _FALLING.finditer(found["which"])
    )
    return (what.sub("", line).strip(), keys) if keys else (line, ())


def is_command(line: str) -> bool:
    """Say whether a line is the beginning of the wording of an amendment."""
    if not _COMMAND.match(line):
        return False
    first = _FIRST_WORDS.match(line)
    words = first.group() if first else ""
    # The verb may follow the words that name the place: after the words "..." insert "...".
    return bool(_PLACE.search(words) and _VERB.search(line))
