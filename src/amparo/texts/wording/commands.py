# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands: a verb, what it is done to, where, and the new text; read item by item.

What one command names (draft, paragraph, sentence) holds for the next until that names another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.operations import Unit
from amparo.texts.wording.between_commands import (
    BREAKS,
    end_before,
    joined,
    skip_breaks,
    skip_labels,
)
from amparo.texts.wording.command import Command
from amparo.texts.wording.command_words import VERBS
from amparo.texts.wording.modifiers import modifier, modifiers
from amparo.texts.wording.rest_of_text import rest, stretch_of_words, up_to_the_end
from amparo.texts.wording.targets import (
    LINKS,
    Cursor,
    NotUnderstoodError,
    Place,
    Words,
    follows_noun,
    place,
    words,
)

if TYPE_CHECKING:
    from amparo.texts.wording.command_words import Item

UNITS = {
    "words": Unit.WORDS,
    "sentence": Unit.SENTENCE,
    "paragraph": Unit.PARAGRAPH,
    "paragraphs": Unit.PARAGRAPHS,
    "subparagraph": Unit.SUBPARAGRAPH,
    "subparagraphs": Unit.SUBPARAGRAPHS,
    "footnote": Unit.FOOTNOTE,
}
_OBJECTS_OF = {
    Unit.SENTENCE: ("sentences",),
    Unit.PARAGRAPH: ("paragraphs", "subparagraphs"),
    Unit.PARAGRAPHS: ("paragraphs", "subparagraphs"),
    Unit.SUBPARAGRAPH: ("subparagraphs",),
}
_STRIKING = ("replace", "delete")
_SEVERAL = (Unit.PARAGRAPHS, Unit.SUBPARAGRAPHS)


def next_command(cursor: Cursor, former: Command | None) -> Command | None:
    """Read one command and go behind it; None at the end of the wording.

    `former` is the command before, whose verb holds on where none is said, and which becomes a
    replacement where "and replace it with" follows.

    Raises:
        NotUnderstoodError: with the place where it stops being a command.
    """
    skip_labels(cursor)
    skip_breaks(cursor)
    while cursor.kind == "remark" and cursor.item.inside is None:
        cursor.at += 1
        skip_breaks(cursor)
    if not cursor.kind:
        return None
    command = Command(start=cursor.item.start)
    elided = former.verb if former and joined(cursor, former.verb) else ""
    if not (elided in _STRIKING and _object_ahead(cursor)):
        modifiers(cursor, command)
    _take_verb(cursor, command, elided)
    if former and command.verb == "replace" and former.verb == "delete":
        _turned(cursor, command, former)
    while _element(cursor, command):
        pass
    if cursor.kind == "or":
        raise cursor.not_understood()
    command.say_where()
    if former and elided == "delete" and command.verb == "insert" and not command.spots:
        _turned_insertion(command, former)
    if not command.complete:
        raise _incomplete(cursor, command)
    command.end = end_before(cursor)
    return command


def _take_verb(cursor: Cursor, command: Command, elided: str) -> None:
    """Read the verb; the one before, or "should read as follows", may stand for it."""
    verb = cursor.take(*VERBS)
    if verb:
        command.verb = verb.kind
    elif elided in _STRIKING and _at_object(cursor):
        command.verb = elided
    elif cursor.kind == "as_follows" and command.places:
        command.verb, command.objects = "reword", [command.places.pop()]
    else:
        raise cursor.not_understood()


def _at_object(cursor: Cursor) -> bool:
    """Say whether words or a place without a preposition come next."""
    before = cursor.at
    linked = cursor.kind in LINKS
    found = None if linked else words(cursor) or place(cursor)
    cursor.at = before
    # A draft is where something is done, never what is struck.
    return found is not None and not (isinstance(found, Place) and found.kind == "part")


def _object_ahead(cursor: Cursor) -> bool:
    """Say whether what comes next is struck by the verb said before: no verb of its own follows."""
    if not _at_object(cursor):
        return False
    before = cursor.at
    after = _after_modifiers(cursor)
    cursor.at = before
    return after is not None and after not in VERBS


def _turned(cursor: Cursor, command: Command, former: Command) -> None:
    """Make "delete ... and replace with ..." one command: what was deleted is replaced."""
    before = cursor.at
    cursor.skip("the")
    if cursor.kind not in ("with", "instead"):
        cursor.at = before
        return
    _take_over(command, former)


def _turned_insertion(command: Command, former: Command) -> None:
    """Make "delete the words X and insert the words Y" one command: Y takes the place of X."""
    if command.texts and not command.places and former.complete:
        command.verb = "replace"
        _take_over(command, former)


def _take_over(command: Command, former: Command) -> None:
    command.objects = former.objects
    command.places = former.places + command.places
    command.spots = former.spots + command.spots
    command.occurrence = command.occurrence or former.occurrence
    command.everywhere = command.everywhere or former.everywhere
    command.start = former.start
    former.verb = ""


def _element(cursor: Cursor, command: Command) -> bool:
    """Read one more element of a command; False where the command is over."""
    if not cursor.kind:
        return False
    if command.complete:
        return _belated(cursor, command)
    # Between what introduces the new text and the text, "and" may be a part of the text.
    awaited = command.introduced or command.unit is not None
    if cursor.skip("comma", "dash") or (not awaited and cursor.skip(*BREAKS)):
        return True
    if command.verb == "insert" or command.introduced:
        return _new(cursor, command)
    return _object(cursor, command)


def _belated(cursor: Cursor, command: Command) -> bool:
    """Read what may follow a complete command: a place, a further paragraph, a further object."""
    before = cursor.at
    parted = cursor.skip(*BREAKS)
    if command.unit in _SEVERAL and command.texts and cursor.kind == "quotation":
        return _take_text(cursor, command)
    listing = parted and cursor.items[cursor.at - 1].kind == "and"
    listed = command.verb == "delete" and not command.belated
    if listed and parted and isinstance(command.objects[-1], Words) and (found := words(cursor)):
        command.objects.append(found)
        return True
    elided = command.verb in _STRIKING and listing and _at_object(cursor)
    cursor.at = before
    if parted and (elided or _another_begins(cursor)):
        return False
    command.belated = True
    cursor.skip(*BREAKS)
    if cursor.take("instead") or modifier(cursor, command):
        return True
    cursor.at = before
    return False


def _another_begins(cursor: Cursor) -> bool:
    """Say whether places that follow belong to a further command: a verb or words come after."""
    before = cursor.at
    after = _after_modifiers(cursor)
    cursor.at = before
    return after != ""


def _after_modifiers(cursor: Cursor) -> str | None:
    """Give the kind of what comes after places that follow, None if they are not understood."""
    try:
        modifiers(cursor, Command())
        skip_breaks(cursor)
    except NotUnderstoodError:
        return None
    return cursor.kind


def _object(cursor: Cursor, command: Command) -> bool:
    """Read what is replaced or deleted, up to "with"."""
    if command.verb == "replace" and not command.objects and cursor.kind == "with":
        _place_replaced(cursor, command)
    if command.objects and cursor.take("with", "as_follows"):
        command.introduced = True
        return True
    if command.verb == "substitute":
        return _substitute(cursor, command)
    if command.verb == "reword" and cursor.take("as_follows"):
        return True
    if command.verb == "reword" and command.objects and cursor.kind in ("colon", "quotation"):
        command.introduced = True
        return True
    return _struck(cursor, command)


def _struck(cursor: Cursor, command: Command) -> bool:
    """Read something struck, or a place where it is."""
    if command.verb == "delete" and not command.objects and (both := up_to_the_end(cursor)):
        command.objects.extend(both)
        return True
    if found := rest(cursor) or stretch_of_words(cursor) or words(cursor):
        command.objects.append(found)
        return True
    before = cursor.at
    linked = cursor.kind in LINKS
    where = place(cursor, bare=not command.objects)
    if where and not linked and _is_object(where, command):
        inner = _sentences_of(cursor, where)
        command.places += [where] if inner else []
        command.objects.append(inner or where)
        return True
    cursor.at = before
    if modifier(cursor, command):
        return True
    if cursor.skip("the", "following") and cursor.take("words"):
        raise NotUnderstoodError(say("the words meant are not quoted"), cursor.item.start)
    cursor.at = before
    raise cursor.not_understood()


def _sentences_of(cursor: Cursor, where: Place) -> Place | None:
    """Read "second sentence" right after "delete paragraph 5": that alone is struck."""
    if len(where.numbers) != 1:
        return None
    before = cursor.at
    cursor.skip("comma")
    linked = cursor.kind in LINKS
    inner = place(cursor)
    if inner and inner.kind == "sentences" and not linked:
        return inner
    cursor.at = before
    return None


def _place_replaced(cursor: Cursor, command: Command) -> None:
    """Take the place named before "replace with the following paragraph" as what is replaced."""
    before = cursor.at
    cursor.at += 1
    ahead = Command()
    kinds = _OBJECTS_OF.get(ahead.unit, ()) if _noun(cursor, ahead) and ahead.unit else ()
    cursor.at = before
    last = command.places[-1] if command.places else None
    if last and last.kind in kinds:
        command.objects.append(command.places.pop())


def _is_object(where: Place, command: Command) -> bool:
    """Say whether a place is what is struck: the first one named that is more than a part."""
    if command.objects:
        return False
    return where.kind not in ("part", "within") or "note" in where.words


def _substitute(cursor: Cursor, command: Command) -> bool:
    """Read "substitute new for old", in French "substituer aux mots ... les mots ..."."""
    if command.texts and cursor.take("for", "in"):
        found = words(cursor) or place(cursor, bare=True)
    elif not command.objects and cursor.take("in"):
        found = words(cursor)
    else:
        quoted = words(cursor)
        if quoted is None:
            raise cursor.not_understood()
        if cursor.kind == "with":
            command.verb = "replace"
            command.objects.append(quoted)
        else:
            command.texts.append(quoted.quoted)
            command.unit = Unit.WORDS
        return True
    if found is None:
        raise cursor.not_understood()
    command.objects.append(found)
    return True


def _new(cursor: Cursor, command: Command) -> bool:
    """Read the new text with what introduces it, and for insertions the place."""
    if cursor.kind == "quotation":
        return _take_text(cursor, command)
    colon = cursor.take("colon")
    if colon and cursor.kind != "quotation" and command.unit is not None:
        raise cursor.not_understood()
    if colon or cursor.take("as_follows", "instead"):
        return True
    noun = command.unit is None and not command.texts and _noun(cursor, command)
    if noun or modifier(cursor, command):
        return True
    raise cursor.not_understood()


def _noun(cursor: Cursor, command: Command) -> bool:
    """Read "the following new paragraph", "a sentence", "le paragraphe suivant"."""
    before = cursor.at
    fresh = False
    noun: Item | None = None
    while True:
        if cursor.take("the", "cardinal"):
            continue
        if (noun and follows_noun(cursor)) or cursor.take("following", "new"):
            fresh = True
        elif noun is None and cursor.kind in (*UNITS, "text"):
            noun = cursor.take(*UNITS, "text")
        else:
            break
    if noun and cursor.kind == "number":
        if not (fresh and noun.kind != "words"):
            cursor.at = before
            return False
        command.number = cursor.item.value
        cursor.at += 1
        cursor.skip("following")
    if not fresh and (noun is None or cursor.kind == "of"):
        cursor.at = before
        return False
    command.unit = UNITS.get(noun.kind) if noun else None
    return True


def _take_text(cursor: Cursor, command: Command) -> bool:
    quotation = cursor.take("quotation")
    if quotation is None or (command.texts and command.unit not in _SEVERAL):
        raise cursor.not_understood()
    command.texts.append(quotation.value)
    return True


def _incomplete(cursor: Cursor, command: Command) -> NotUnderstoodError:
    at = cursor.item.start
    if command.verb == "insert" and command.texts:
        return NotUnderstoodError(say("it is not said where the new text is to stand"), at)
    if command.verb != "delete" and not command.texts:
        return NotUnderstoodError(say("the new text is missing"), at)
    return NotUnderstoodError(say("it is not said what is to be struck or replaced"), at)
