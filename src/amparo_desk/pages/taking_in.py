# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts and amendments pasted or sent as a file: read, or refused with every reason at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.core.messages import Message
from amparo.exchange.workbook_limits import MEGABYTE
from amparo.texts.files.akoma_ntoso import read_akoma_ntoso
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.files.document_files import decoded, read_document_text
from amparo.texts.files.page_lines import TextFileError
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from amparo.texts.document import Document, Language
    from amparo.texts.operations import Amendment

LARGEST = 8 * MEGABYTE
LONGEST = 4 * MEGABYTE
LANGUAGES = (
    ("", gettext_lazy("as told from the words")),
    ("en", gettext_lazy("English")),
    ("fr", gettext_lazy("French")),
)


class PastedForm(forms.Form):
    """Words pasted into a field, or a file instead of them."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"), choices=LANGUAGES, required=False
    )

    def pasted(self, name: str, faults: list[str]) -> str:
        """Give what was pasted or sent under a name, "" for nothing; add what is wrong with it."""
        sent: UploadedFile[Any] | None = self.cleaned_data.get(f"{name}_file")
        written = str(self.cleaned_data.get(name) or "")
        if sent is None:
            return self._text(written.encode(), str(self[name].label), faults)
        if written.strip():
            faults.append(_("%(file)s: paste the words or send a file, not both.") % _file(sent))
        if (sent.size or 0) > LARGEST:
            faults.append(_("%(file)s: the file is too large.") % _file(sent))
            return ""
        return self._text(sent.read(), sent.name or "?", faults)

    def _text(self, content: bytes, where: str, faults: list[str]) -> str:
        try:
            return decoded(content)
        except TextFileError as fault:
            faults += [f"{where}: {one.text(language_now())}" for one in fault.faults]
            return ""


def words_field(label: Any, rows: int) -> forms.CharField:  # noqa: ANN401 - a lazy translation
    """Give a field for pasted words."""
    area = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)


def file_field(label: Any) -> forms.FileField:  # noqa: ANN401 - a lazy translation
    """Give a field for a file in place of pasted words."""
    return forms.FileField(label=label, required=False)


def document_of_words(words: str, language: str, faults: list[str]) -> Document | None:
    """Read a draft: plain text with numbers, a pasted page, HTML or Akoma Ntoso.

    None where it cannot be read; the reason is added to the faults.
    """
    tongue: Language | None = {"en": "en", "fr": "fr"}.get(language)  # type: ignore[assignment]  # mypy widens the values
    try:
        if "akomaNtoso" in words[:4000]:
            return read_akoma_ntoso(words.encode())
        return read_document_text(words, language=tongue)
    except ValueError as fault:
        faults.append(_("The draft: %(reason)s") % {"reason": _reason(fault)})
        return None


def amendments_of_words(words: str, language: str, faults: list[str]) -> list[Amendment]:
    """Read amendments; what of a wording cannot be read is in them and no fault."""
    tongue: Language = "fr" if language == "fr" else "en"
    try:
        return read_amendments(words, language=tongue)
    except ValueError as fault:
        faults.append(_("The amendments: %(reason)s") % {"reason": _reason(fault)})
        return []


def _reason(fault: ValueError) -> str:
    said = getattr(fault, "reason", None) or getattr(fault, "message", None)
    return said.text(language_now()) if isinstance(said, Message) else str(fault)


def _file(sent: UploadedFile[Any]) -> dict[str, str]:
    return {"file": sent.name or "?"}
