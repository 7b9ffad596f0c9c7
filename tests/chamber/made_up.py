# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small debate of our own in English and French, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.plain import read_document
from amparo_desk.chamber import models
from amparo_desk.chamber.domain import TextAsRead, take_in_debate

if TYPE_CHECKING:
    from amparo.texts.document import Language
    from amparo_desk.accounts.models import User

ENGLISH = """\
On lamps

A. Draft resolution

1. The Assembly notes that lamps are out in many streets.

2. It calls on member States to:

2.1. mend the lamps;

2.2. count them every year.

3. It resolves to return to lamps.
"""
FRENCH = """\
Des lampes

A. Projet de résolution

1. L’Assemblée note que les lampes sont éteintes dans bien des rues.

2. Elle appelle les États membres:

2.1. à réparer les lampes;

2.2. à les compter chaque année.

3. Elle décide de revenir aux lampes.
"""
TABLED = """\
Amendment 1
Tabled by Ms A, Mr B, Ms C, Mr D, Ms E
In the draft resolution, paragraph 1, replace the words "many streets" with the following words:
"most streets".
Explanatory note
They were counted.

Amendment 2
In the draft resolution, delete paragraph 1.

Amendment 3
In the draft resolution, after paragraph 2.1, insert the following sub-paragraph:
"light them at dusk;".

Amendment 4
Let there be light.

Amendment 5
In the draft resolution, paragraph 3, delete the words "to the sea".
"""
TABLED_FRENCH = """\
Amendement 1
Dans le projet de résolution, paragraphe 1, remplacer les mots «bien des rues» par les mots
suivants: «la plupart des rues».
"""
PUBLISHED = ENGLISH.replace("A. Draft resolution\n\n", "").replace("many", "numerous")


def source(key: str = "lamps", **values: Any) -> Source:  # noqa: ANN401 - columns of any kind
    return Source(key, SourceKind.INSTITUTION, "On lamps", Knowledge.UNVERIFIED, "en", **values)


def as_read(content: str, tabled: str, language: Language) -> TextAsRead:
    return TextAsRead(
        content,
        read_document(content, language=language),
        read_amendments(tabled, language=language) if tabled else (),
    )


def lamps(user: User, **values: Any) -> models.Draft:  # noqa: ANN401 - columns of any kind
    """Take in the debate in both languages."""
    return take_in_debate(
        key="lamps",
        title="On lamps",
        doc="Doc. 1",
        source=source(**values),
        texts=[as_read(ENGLISH, TABLED, "en"), as_read(FRENCH, TABLED_FRENCH, "fr")],
        user=user,
        scenario="What if",
    )


def rows() -> list[list[dict[str, Any]]]:
    """Give all that is kept of debates, and the history."""
    kept = (
        models.Draft,
        models.DraftText,
        models.Tabled,
        models.Scenario,
        models.Step,
        models.Announced,
        models.Recommendation,
    )
    return [[dict(row) for row in model.objects.order_by("pk").values()] for model in kept]
