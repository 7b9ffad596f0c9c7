# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys under which one name meets itself in Russian, Ukrainian, Belarusian and Latin letters.

Three keys of one word, each coarser than the one before:

    sound_key      what the letters say, with Latin h kept apart because it stands for г or х
    search_key     г, ґ, х, g, h and kh together: the key of every search of the desk
    consonant_key  vowels dropped, Belarusian дз/ц with д/т: the key under which pairs are sought

They are computed here and nowhere else, so a search finds the same rows on every database.
Method: Cyrillic and Latin letters go to one alphabet of sounds, then rules remove what the
romanisations in use (ICAO 9303, BGN/PCGN, ISO 9, scholarly, German, French, Polish) disagree on.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import eq

from amparo.core.languages import Script, script_of

# Capitals are sounds written with several Latin letters: W sh, C ch, J zh, X kh; H is a Latin h.
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеёєжзиіїйклмнопрстуўфхчшщыэ", "abvggdeeeJziiiiklmnoprstuvfXCWWie", strict=True))
    | {"ц": "ts", "ю": "iu", "я": "ia", "ь": "", "ъ": ""}
    # Serbian letters, which stand beside Russian ones in European lists.
    | {"ј": "i", "љ": "l", "њ": "n", "ћ": "C", "ђ": "dJ", "џ": "dJ"}
)

# Letters whose mark changes the sound; every other mark is dropped.
_MARKED_LATIN = str.maketrans(
    {
        "š": "sh", "ś": "s", "ŝ": "shch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh",
        "ŭ": "v", "ł": "l", "ß": "ss", "đ": "d", "ţ": "ts", "ț": "ts", "ş": "sh", "ș": "sh",
        "ğ": "g", "ı": "i", "ə": "a", "æ": "e", "ø": "o",
    }
)  # fmt: skip

_LATIN_SOUNDS = {
    "schtsch": "W", "shtsh": "W", "shch": "W", "szcz": "W", "sch": "W", "sh": "W", "sz": "W",
    "tsch": "C", "tch": "C", "ch": "C", "cz": "C", "zh": "J", "kh": "X", "tz": "ts",
    "ph": "f", "th": "t", "ck": "k", "x": "ks", "w": "v", "q": "k", "h": "H", "j": "i", "y": "i",
}  # fmt: skip
_FRENCH_SOUNDS = _LATIN_SOUNDS | {"ch": "W", "j": "J"}
_LATIN = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))

# Latin letters that look like Cyrillic ones, in words that are otherwise Cyrillic.
_LOOK_ALIKES = str.maketrans("aceiopxykmthbjëïĸ", "асеіорхукмтнвјёїк")

_APOSTROPHES = re.compile("['’ʼ‘`´ʹ′\"“”]")
# A combining mark (a stress in a dictionary's spelling) is no letter but does not end a word.
_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_AFTER_START = re.compile(r"(?<=.)i+(?=[au])")
_GLIDE_BEFORE_E = re.compile(r"i+[eo]")
_O_AFTER_HUSH = re.compile("(?<=[WCJ])o")
_DOUBLED = re.compile(r"([^\W\d_])\1+")

_COARSE = str.maketrans({"H": "g", "X": "g", "W": "sh", "C": "ch", "J": "zh"})
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=200_000)
def sound_key(word: str, language: str = "") -> str:
    """Give the sounds of one word; `language` matters for French spellings only."""
    text = unicodedata.normalize("NFC", _without_apostrophes(word.casefold()))
    if max(text, default="") >= "а" and script_of(text) is Script.MIXED:
        text = _without_latin_marks(text.translate(_LOOK_ALIKES)).translate(_LOOK_ALIKES)
    if script_of(text) is Script.CYRILLIC:
        # Decomposed only after й, ї and ё are read: their marks are part of the letter.
        sounds = text.translate(_CYRILLIC)
        if not sounds.isascii():
            sounds = _without_marks(sounds).translate(_CYRILLIC)
    else:
        sounds = _latin_sounds(text, french=language == "fr")
    return same_vowels(sounds)


@lru_cache(maxsize=400_000)
def search_key(text: str) -> str:
    """Give the folded key of a text, its words in their order, separated by single spaces.

    >>> search_key("ШЕЛЯЖЕНКО Юрій") == search_key("Szelażenko Yurii") == "shelazhenko iuri"
    True
    """
    return " ".join(filter(None, (_coarse(word) for word in words_of(text))))


@lru_cache(maxsize=200_000)
def consonant_key(word: str) -> str:
    """Give the key under which spellings of one surname are looked for together.

    It drops the vowels (all but the fact that the word begins with one), and with them the
    endings of gender and the Belarusian spelling of unstressed vowels.
    """
    sounds = sound_key(word).replace("dz", "d").replace("ts", "t").translate(_COARSE)
    start = "a" if sounds[:1] in _VOWELS else ""
    kept = "".join(letter for letter in sounds if letter not in _VOWELS)
    return start + kept


def words_of(text: str) -> list[str]:
    """Give the words of a text; a hyphen separates, an apostrophe does not."""
    plain = _without_apostrophes(unicodedata.normalize("NFC", text))
    return [plain] if plain.isalnum() else _WORD.findall(plain)


def sounds_agree(left: str, right: str) -> bool:
    """Say whether two sound keys can be one word: Latin h is г or х, but г is not х."""
    if left == right:
        return True
    if len(left) != len(right):
        return False
    return all(
        a == b or ("H" in (a, b) and {a, b} <= {"H", "X", "g"})
        for a, b in zip(left, right, strict=True)
    )


@lru_cache(maxsize=200_000)
def _coarse(word: str) -> str:
    return coarse(sound_key(word))


def coarse(sounds: str) -> str:
    """Give the coarse form of a sound key: what `search_key` is made of."""
    return sounds.translate(_COARSE)


def _latin_sounds(text: str, *, french: bool) -> str:
    table = _FRENCH_SOUNDS if french else _LATIN_SOUNDS
    plain = plain_latin(text)
    if "ff" in plain:
        plain = re.sub(r"([oe])ff(a?)$", r"\1v\2", plain)
    # Belarusian ў in the Latin spelling of passports: Tsikhanouski, Ivanou.
    if "u" in plain:
        plain = re.sub(r"([aeo])u(?=$|sk)", r"\1v", plain)
    plain = re.sub(r"c(?=$)", "ch", plain) if plain.endswith("ic") else plain
    sounds = _LATIN.sub(lambda found: table[found[0]], plain)
    if "c" in sounds:
        sounds = re.sub(r"c(?=[ei])", "ts", sounds).replace("c", "k")
    return sounds.replace("ou", "u")


def _without_apostrophes(text: str) -> str:
    # Of the apostrophes only these two count as letters; nearly every word is letters alone.
    if text.isalpha() and "ʼ" not in text and "ʹ" not in text:
        return text
    return _APOSTROPHES.sub("", text)


def _without_latin_marks(text: str) -> str:
    """Take the stress off "á" between Cyrillic letters; й and ї keep what makes them letters."""
    return "".join(_without_marks(letter) if letter < "\u0300" else letter for letter in text)


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )


def plain_latin(word: str) -> str:
    """Give a Latin word in plain small letters; letters whose mark is a sound become two."""
    text = unicodedata.normalize("NFC", _without_apostrophes(word.casefold()))
    return text if text.isascii() else _without_marks(text.translate(_MARKED_LATIN))


def same_vowels(sounds: str) -> str:
    """Remove what spellings disagree on: ie/ye/e, ia/ya/a inside a word, yo/e, doubled letters."""
    # Looking for letters costs a tenth of what a pattern does that is not there.
    if "ie" in sounds or "io" in sounds:
        sounds = _GLIDE_BEFORE_E.sub("e", sounds)
    if "ia" in sounds or "iu" in sounds:
        sounds = _AFTER_START.sub("", sounds)
    if "Wo" in sounds or "Co" in sounds or "Jo" in sounds:
        sounds = _O_AFTER_HUSH.sub("e", sounds)
    sounds = sounds.replace("WC", "W")
    return _DOUBLED.sub(r"\1", sounds) if has_doubled(sounds) else sounds


def has_doubled(text: str) -> bool:
    """Say whether a letter or sign stands twice running."""
    return any(map(eq, text, text[1:]))
