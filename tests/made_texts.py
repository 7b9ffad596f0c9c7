# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts in the manner of an assembly, and edits of them, by chance: SYNTHETIC throughout.

Used by tests (hypothesis gives the Random) and by bench/texts.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from amparo.texts.document import Document, Language, Paragraph, Part, PartKind, Style

if TYPE_CHECKING:
    from random import Random

_OPENINGS = {
    "en": [
        "The Assembly recalls",
        "It regrets",
        "The Assembly calls on member States to ensure",
        "Mr A. and Ms B. have said",
        "In 2024, Doc. 12345 noted",
        "It therefore welcomes",
    ],
    "fr": [
        "L’Assemblée rappelle",
        "Elle regrette",
        "L’Assemblée appelle les États membres à garantir",
        "M. A. et Mme B. ont relevé",
        "En 2024, le Doc. 12345 a noté",
        "Elle salue donc",
    ],
}
_MIDDLES = {
    "en": [
        "the release of prisoners of conscience",
        "the rights of objectors",
        "access to a lawyer",
        "the so-called “foreign agents” law",
        "the sentences of 7.5 years",
        "the rule of law",
        "the families’ right to know",
        "an end to in absentia trials",
        "the work of NGOs",
        "Article 10 of the Convention",
        'the "register" of victims',
        "exchanges of prisoners",
    ],
    "fr": [
        "la libération des prisonniers d’opinion",
        "les droits des objecteurs",
        "l’accès à un avocat",
        "la loi dite « agents étrangers »",
        "les peines de 7,5 ans",
        "la prééminence du droit",
        "le droit de savoir des familles",
        "la fin des procès par défaut",
        "le travail des ONG",
        "l’article 10 de la Convention",
        "le « registre » des victimes",
        "les échanges de prisonniers",
    ],
}
_JOINTS = {
    "en": [
        ", and",
        " and",
        "; it also notes",
        ", in particular",
        " as well as",
        ", including",
        " or",
    ],
    "fr": [
        ", et",
        " et",
        " ; elle note aussi",
        ", en particulier",
        " ainsi que",
        ", notamment",
        " ou",
    ],
}
_ACTIONS = {
    "en": [
        "free all those held for words",
        "publish the lists",
        "to repeal the law",
        "stop reprisals",
        "to grant asylum to objectors",
        "review the sentences",
        "to open the archives",
    ],
    "fr": [
        "libérer toutes les personnes détenues pour des mots",
        "publier les listes",
        "abroger la loi",
        "mettre fin aux représailles",
        "accorder l’asile aux objecteurs",
        "réviser les peines",
    ],
}


_MARKS = [
    "“",
    "”",
    '"',
    "«",
    "»",
    "’",
    "'",
    "(",
    ")",
    "[1]",
    ",",
    ".",
    ";",
    ":",
    "–",
    "-",
    "…",
    "12",
]


def made_document(rng: Random, language: Language = "en", *, paragraphs: int = 0) -> Document:
    """Give a draft of a few paragraphs, some with sub-paragraphs in one or two levels."""
    kinds: list[PartKind] = ["resolution"]
    if rng.random() < 0.2:
        kinds.append("recommendation")
    parts = tuple(
        Part(
            kind,
            tuple(
                _paragraph(rng, language, str(n), kind)
                for n in range(1, 1 + (paragraphs or rng.randint(1, 6)))
            ),
            "AB"[at],
            {"en": f"Draft {kind}", "fr": f"Projet de {_FRENCH[kind]}"}[language],
        )
        for at, kind in enumerate(kinds)
    )
    return Document(parts, language=language, style=Style(".", "\n"))


_FRENCH = {"resolution": "résolution", "recommendation": "recommandation"}


def sentence(rng: Random, language: Language) -> str:
    """Give a sentence with its full stop."""
    text = f"{rng.choice(_OPENINGS[language])} {rng.choice(_MIDDLES[language])}"
    for _ in range(rng.randint(0, 3)):
        text += f"{rng.choice(_JOINTS[language])} {rng.choice(_MIDDLES[language])}"
    return f"{text}."


def _paragraph(rng: Random, language: Language, number: str, kind: str) -> Paragraph:
    level = number.count(".") + 1
    key = f"{kind}:{number}"
    below = rng.randint(2, 4) if level < 3 and rng.random() < 0.25 else 0
    if not below and level == 1:
        text = " ".join(sentence(rng, language) for _ in range(rng.randint(1, 4)))
        return Paragraph(key, number, text)
    action = f"{rng.choice(_ACTIONS[language])} {rng.choice(_JOINTS[language]).strip(' ,')} "
    action += rng.choice(_MIDDLES[language])
    children = tuple(_paragraph(rng, language, f"{number}.{n}", kind) for n in range(1, below + 1))
    return Paragraph(key, number, f"{action}:" if children else f"{action};", children)


def edited(rng: Random, document: Document, *, edits: int = 0) -> Document:
    """Give the document with some edits that somebody could make, numbered anew."""
    for _ in range(edits or rng.randint(1, 4)):
        at = rng.randrange(len(document.parts))
        part = document.parts[at]
        changed = _edited(rng, part.paragraphs, document.language)
        parts = [*document.parts]
        parts[at] = replace(part, paragraphs=_numbered(changed, "", part.kind))
        document = replace(document, parts=tuple(parts))
    return document


def _edited(
    rng: Random, paragraphs: tuple[Paragraph, ...], language: Language
) -> tuple[Paragraph, ...]:
    at = rng.randrange(len(paragraphs))
    chosen = paragraphs[at]
    if chosen.children and rng.random() < 0.6:
        below = _edited(rng, chosen.children, language)
        return (*paragraphs[:at], replace(chosen, children=below), *paragraphs[at + 1 :])
    kind = rng.random()
    if kind < 0.15:
        fresh = _paragraph(rng, language, "1" if chosen.level == 1 else "1.1", "")
        where = at + rng.randint(0, 1)
        return (*paragraphs[:where], fresh, *paragraphs[where:])
    if kind < 0.25 and len(paragraphs) > 1:
        return (*paragraphs[:at], *paragraphs[at + 1 :])
    if kind < 0.3 and not chosen.children and chosen.level < 3:
        fresh = _paragraph(rng, language, "1.1.1", "")
        chosen = replace(chosen, children=(replace(fresh, children=()),))
    else:
        chosen = replace(chosen, text=_reworded(rng, chosen.text, language))
    return (*paragraphs[:at], chosen, *paragraphs[at + 1 :])


def _reworded(rng: Random, text: str, language: Language) -> str:
    words = text.split(" ")
    kind = rng.randrange(7)
    start = rng.randrange(len(words))
    end = min(len(words), start + rng.randint(1, 6))
    fresh = rng.choice([rng.choice(_MIDDLES[language]), rng.choice(_ACTIONS[language]), "x", "not"])
    if kind == 0:
        found = [*words[:start], *fresh.split(" "), *words[start:]]
    elif kind == 1 and end - start < len(words):
        found = [*words[:start], *words[end:]]
    elif kind == 2:
        found = [*words, sentence(rng, language)]
    elif kind == 3:
        found = [*words[:-1], words[-1].rstrip(".;:"), rng.choice(_JOINTS[language]).strip(), fresh]
        found[-1] += words[-1][-1] if words[-1][-1] in ".;:" else ""
        joined = " ".join(word for word in found if word)
        return joined.replace(" ,", ",")
    elif kind == 6:
        mark = rng.choice(_MARKS)
        word = words[start]
        found = [*words[:start], rng.choice([word + mark, mark + word, mark]), *words[start + 1 :]]
    elif kind == 4:
        pieces = text.split(". ")
        at = rng.randrange(len(pieces))
        pieces[at : at + 1] = (
            [] if rng.random() < 0.5 and len(pieces) > 1 else [sentence(rng, language)[:-1]]
        )
        return ". ".join(pieces)
    else:
        found = [*words[:start], *fresh.split(" "), *words[end:]]
    return " ".join(word for word in found if word)


def _numbered(paragraphs: tuple[Paragraph, ...], above: str, kind: str) -> tuple[Paragraph, ...]:
    found = []
    for n, paragraph in enumerate(paragraphs, 1):
        number = f"{above}.{n}" if above else str(n)
        found.append(
            replace(
                paragraph,
                number=number,
                key=f"{kind}:{number}",
                children=_numbered(paragraph.children, number, kind),
            )
        )
    return tuple(found)
