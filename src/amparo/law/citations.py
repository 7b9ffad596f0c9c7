# SPDX-License-Identifier: AGPL-3.0-or-later
"""Citations of articles in a short text, such as a cell of a list.

    ч. 2 ст. 205.2 УК РФ     Art. 205.2(2) of the Russian Criminal Code     ст. 111-1, 436-2 ККУ

The steps are: tokens (amparo.law.wording), references (what the text says), citations (the keys
it may mean). What the text leaves open stays open: `provisions` may hold several keys or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from amparo.law.provisions import Code, Provisions, load_provisions
from amparo.law.wording import Token, TokenKind, tokens

_LAST_OF_RANGE = 30


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text says: an article as written, a part, the law and country it names.

    `raised` are digits written above the line (205²); `country` is empty where none is named;
    `span` reaches over the law's name where that follows. `unclear` is set where a word not known
    here follows the law's name (УК РСФСР), or a bare number the article's (207 3).
    """

    article: str
    part: str
    raised: str
    law: Token | None
    country: str
    span: tuple[int, int]
    continues: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference with the keys it may mean, e.g. `RU/UK/205.2/2`; several where it is ambiguous.

    There are none where the text does not say enough, or names a law that is not held here.
    `certain` is False where no country is known, so that the key is the only one held, no more.
    """

    provisions: tuple[str, ...]
    written: str
    span: tuple[int, int]
    certain: bool = True

    @property
    def provision(self) -> str | None:
        """The key, if there is exactly one."""
        return self.provisions[0] if len(self.provisions) == 1 else None


def read_citation(text: str, *, country: str = "") -> tuple[Citation, ...]:
    """Give the citations in a short text in their order.

    `country` is the one meant where the text names none. An article that is not among those held
    here is read only where the text names the code.
    """
    held = load_provisions()
    found = []
    for reference in read_references(text):
        start, end = reference.span
        given = reference if reference.country else replace(reference, country=country)
        keys = tuple(
            "/".join(filter(None, (code.country, code.key, article, reference.part)))
            for code, article in meanings(given, held)
        )
        found.append(Citation(keys, text[start:end], reference.span, bool(given.country)))
    return tuple(found)


def provision_keys(text: str, *, country: str = "") -> tuple[str, ...]:
    """Give the keys that a short text names without doubt, each once.

    None without a country: that only one article of a number is held here makes nothing certain.
    """
    cited = read_citation(text, country=country)
    return tuple(dict.fromkeys(one.provision for one in cited if one.certain and one.provision))


def meanings(reference: Reference, held: Provisions) -> list[tuple[Code, str]]:
    """Give the codes and articles that a reference may mean.

    Without a country, or without a law's name, only articles held here come into question: a
    number alone may belong to any law. None where the reference is unclear.
    """
    if reference.unclear:
        return []
    kind = reference.law.value if reference.law else ""
    return [
        (code, article)
        for code in held.codes
        if reference.country in {"", code.country} and kind in {"", code.kind}
        for forms in [article_forms(reference, code)]
        if (reference.country and kind) or any(held.of_article(one, code.country) for one in forms)
        for article in forms
    ]


def article_forms(reference: Reference, code: Code) -> list[str]:
    """Give the article's number as the country writes it.

    A raised digit is a part of the number (436² is 436-2) where the reference goes on after it;
    at the end of a text it may be the mark of a footnote, and both stay possible.
    """
    if reference.raised:
        joined = f"{reference.article}{code.suffix}{reference.raised}"
        return [joined] if reference.continues else [reference.article, joined]
    return [reference.article.replace("-", code.suffix).replace(".", code.suffix)]


def read_references(text: str) -> tuple[Reference, ...]:
    """Give what a short text says of articles, in its order."""
    reading = _Reading(text, tokens(text))
    for index in range(len(reading.tokens)):
        reading.take(index)
    return tuple(reading.finished())


@dataclass(slots=True)
class _Open:
    """An article being read, with the parts said of it."""

    number: Token
    start: int
    end: int
    parts: list[str]
    unclear: bool = False


class _Reading:
    """One text while it is read: what the last word made the next number mean."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self.text = text
        self.tokens = found
        self.open: list[_Open] = []
        self.waiting: list[str] = []
        self.waiting_from: int | None = None
        # What a number means now, what it meant before a comma, what the group began with.
        self.role: TokenKind | None = None
        self.last_role: TokenKind | None = None
        self.first: TokenKind | None = None
        kinds = {token.kind for token in found}
        # A cell of bare numbers names articles; in a sentence a number may be anything.
        self.bare = not kinds & {TokenKind.ARTICLE, TokenKind.OTHER}

    def kind(self, index: int) -> TokenKind | None:
        in_text = 0 <= index < len(self.tokens)
        return self.tokens[index].kind if in_text else None

    def take(self, index: int) -> None:
        token = self.tokens[index]
        match token.kind:
            case _ if self.kind(index - 1) is TokenKind.CLAUSE:
                pass  # the clause's letter or number
            case TokenKind.ARTICLE | TokenKind.PART | TokenKind.CLAUSE:
                self._word(index)
            case TokenKind.ORDINAL if TokenKind.PART in {
                self.kind(index - 1),
                self.kind(index + 1),
            }:
                self._mark(TokenKind.PART, token)
                self._part(index)
                self.role = None
            case TokenKind.NUMBER:
                self._number(index)
            case TokenKind.AND:
                self.role = self.first = None
            case _:
                self.role = self.last_role = self.first = None

    def _word(self, index: int) -> None:
        token = self.tokens[index]
        role = TokenKind.ARTICLE if token.kind is TokenKind.ARTICLE else TokenKind.PART
        self._mark(role, token)
        counted = role is TokenKind.PART and self.kind(index - 1) is TokenKind.ORDINAL
        self.role = None if counted else role
        self.last_role = role

    def _mark(self, role: TokenKind, token: Token) -> None:
        self.first = self.first or role
        if role is TokenKind.PART and self.waiting_from is None:
            self.waiting_from = token.start

    def _number(self, index: int) -> None:
        role = self.role
        if role is None and self.kind(index - 1) is TokenKind.AND:
            goes_on = self.kind(index + 1) is not TokenKind.OTHER
            role = self.last_role if goes_on else None
        if self._in_brackets(index):
            role = TokenKind.PART
        if role is None and self.bare:
            role = TokenKind.ARTICLE
        if role is TokenKind.PART:
            self.first = self.first or TokenKind.PART
            self._part(index)
        elif role is TokenKind.ARTICLE:
            self._article(index)
        self._mark_broken(index)
        self.role = None

    def _mark_broken(self, index: int) -> None:
        """Mark "207 3": one number broken in two, or two of which one may be no article."""
        before, token = self.tokens[index - 1], self.tokens[index]
        if self.kind(index - 1) is not TokenKind.NUMBER or not self._follows_bare(index):
            return
        if any(item.end == before.end for item in self.open):
            for item in self.open:
                item.unclear |= item.end in {before.end, token.end}

    def _follows_bare(self, index: int) -> bool:
        """Say whether nothing but blanks and words left out stand between a token and the last."""
        between = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return index > 0 and not re.search(r"[^\w\s'’«\"“]", between)

    def _in_brackets(self, index: int) -> bool:
        """Say whether a number stands in brackets right after an article's number: 205.2(2)."""
        token, before = self.tokens[index], self.text[: self.tokens[index].start].rstrip()
        return (
            bool(self.open)
            and before.endswith("(")
            and (before[:-1].rstrip() == self.text[: self.open[-1].end])
            and self.text[token.end : token.end + 1] == ")"
        )

    def _part(self, index: int) -> None:
        token = self.tokens[index]
        if self.open and not (self.first is TokenKind.PART and self._leads_to_article(index)):
            self.open[-1].parts.append(token.value)
            last = self.tokens[index + 1] if self._counts_next(index) else token
            self.open[-1].end = last.end + (self.text[last.end : last.end + 1] == ")")
            self.waiting_from = None
        else:
            self.waiting.append(token.value)

    def _counts_next(self, index: int) -> bool:
        """Say whether it is an ordinal of the word after it: deuxième partie."""
        return (self.kind(index), self.kind(index + 1)) == (TokenKind.ORDINAL, TokenKind.PART)

    def _leads_to_article(self, index: int) -> bool:
        """Say whether only parts, joined by commas or words, stand before the next article."""
        passed = {TokenKind.PART, TokenKind.NUMBER, TokenKind.ORDINAL, TokenKind.AND}
        ahead = index + 1
        while self.kind(ahead) in passed:
            ahead += 1
        return self.kind(ahead) is TokenKind.ARTICLE and self.kind(ahead - 1) is not TokenKind.AND

    def _article(self, index: int) -> None:
        token = self.tokens[index]
        word = self.tokens[index - 1] if self.kind(index - 1) is TokenKind.ARTICLE else token
        start = min(word.start, word.start if self.waiting_from is None else self.waiting_from)
        first, _, last = token.value.partition("-")
        numbers = [token]
        if last and 0 < int(last) - int(first) <= _LAST_OF_RANGE:
            numbers = [replace(token, value=str(n)) for n in range(int(first), int(last) + 1)]
        self.open += [_Open(number, start, token.end, list(self.waiting)) for number in numbers]
        self.waiting, self.waiting_from, self.last_role = [], None, TokenKind.ARTICLE

    def finished(self) -> list[Reference]:
        """Give the references with the law, the country and a span that reaches over both."""
        found = []
        for item in self.open:
            law = self._law(item)
            country = self._country(law)
            end = self._end(item)
            continues = bool(item.parts) or end > item.end
            reference = Reference(
                item.number.value,
                "",
                item.number.raised,
                law,
                country,
                (item.start, end),
                continues,
                item.unclear or self._is_unknown(law),
            )
            found += [replace(reference, part=part) for part in item.parts or [""]]
        return found

    def _law(self, item: _Open) -> Token | None:
        """Give the law named for an article: the next one, or the last where laws come first."""
        laws = [token for token in self.tokens if token.kind is TokenKind.LAW]
        before = [token for token in laws if token.end <= item.start]
        after = [token for token in laws if token.start >= item.end]
        laws_first = bool(laws) and laws[0].start < self.open[0].start
        chosen = before[-1:] or after[:1] if laws_first else after[:1] or before[-1:]
        return chosen[0] if chosen else None

    def _is_unknown(self, law: Token | None) -> bool:
        """Say whether the law is one of a state or time not known here: УК РСФСР, УК Казахстана."""
        if law is None or law.country:
            return False
        place = self.tokens.index(law)
        if self.kind(place - 1) is TokenKind.COUNTRY and place > 0:
            return False
        return self.kind(place + 1) is TokenKind.OTHER and self._follows_bare(place + 1)

    def _country(self, law: Token | None) -> str:
        """Give the country named beside the law, else the only one that the text names."""
        if law is not None:
            place = self.tokens.index(law)
            beside = [n for n in (place + 1, place - 1) if self.kind(n) is TokenKind.COUNTRY]
            if law.country or beside:
                return law.country or self.tokens[beside[0]].value
        named = {token.value for token in self.tokens if token.kind is TokenKind.COUNTRY}
        return named.pop() if len(named) == 1 else ""

    def _end(self, item: _Open) -> int:
        end = item.end
        for token in self.tokens:
            if token.start < end:
                continue
            if token.kind not in {TokenKind.LAW, TokenKind.COUNTRY}:
                break
            end = token.end
        return end
