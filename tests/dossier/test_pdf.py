# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the PDF promises: tagged, titled, in its language, with sources one click away."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from amparo.core.messages import say
from amparo.dossier.glyphs import for_print
from amparo.dossier.model import Dossier, DossierError, PictureBlock, Section
from amparo.dossier.pdf import make_pdf, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NASTY = [
    "#let x = 1",
    "*bold* _it_ `raw` $x^2$ <label> @ref // no /* no */",
    "] [ ) ( } { #panic()",
    "\\ \\u{41} = Heading",
    "- a + b / c: d ~ e -- f --- g ...",
    '</script><b onclick="x">&amp; \'"`',
    '#image("/etc/passwd") #read("x")',
    "https://example.org/#*]",
    "{{ 7*7 }} {% raw %}",
]


def read(dossier: Dossier) -> PdfReader:
    return PdfReader(io.BytesIO(make_pdf(dossier)))


def squeezed(text: str) -> str:
    """Leave out spaces and line ends, which a PDF does not keep as they were."""
    return re.sub(r"\s", "", text)


def words_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def root(reader: PdfReader) -> Any:  # noqa: ANN401 - whatever a PDF holds
    return reader.trailer["/Root"]


def tags(reader: PdfReader) -> list[Any]:
    found: list[Any] = []

    def walk(node: Any) -> None:  # noqa: ANN401 - whatever a PDF holds
        item = node.get_object()
        if isinstance(item, list):
            for child in item:
                walk(child)
        elif isinstance(item, dict):
            if "/S" in item:
                found.append(item)
            if "/K" in item:
                walk(item["/K"])

    walk(root(reader)["/StructTreeRoot"])
    return found


def test_says_that_it_is_pdf_ua_1(sample: Dossier) -> None:
    metadata = root(read(sample))["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", metadata)


def test_is_tagged_titled_and_in_its_language(sample: Dossier) -> None:
    reader = read(replace(sample, language="uk"))
    assert root(reader)["/MarkInfo"]["/Marked"].value is True
    assert root(reader)["/Lang"] == "uk"
    assert root(reader)["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == sample.title.text("uk") != sample.title.text()


def test_pictures_have_words_and_tables_have_headers(sample: Dossier) -> None:
    found = tags(read(sample))
    figures = [item for item in found if item["/S"] == "/Figure"]
    assert [item["/Alt"] for item in figures] == ["Two bars of different length"]
    kinds = [item["/S"] for item in found]
    assert kinds.count("/TH") == 4
    assert {"/Table", "/THead", "/Caption", "/L", "/Link", "/TOC"} <= set(kinds)


def test_foreign_names_carry_their_language(sample: Dossier) -> None:
    languages = {item["/Lang"] for item in tags(read(sample)) if "/Lang" in item}
    assert {"ru", "uk"} <= languages


def test_prints_cyrillic_names(sample: Dossier) -> None:
    text = words_of(read(sample))
    assert "ГориновАлексейАлександрович" in text
    assert "ЮрійШеляженко" in text


def test_has_an_outline_of_the_sections(sample: Dossier) -> None:
    reader = read(sample)
    titles = [str(item["/Title"]) for item in reader.outline if isinstance(item, dict)]
    assert titles[-3:] == ["Summary", "Persons", "Sources"]


def test_contents_name_the_page_on_which_a_section_stands(sample: Dossier) -> None:
    first = read(sample).pages[0].extract_text()
    assert re.search(r"Summary[ .]*2\b", first)


def test_every_citation_leads_to_its_source_and_each_source_to_its_page(sample: Dossier) -> None:
    reader = read(sample)
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", []) or []]
    outside = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    assert outside == {"https://example.org/a?a=1&b=2#part", "https://example.org/b?a=1&b=2#part"}
    inside = [link for link in links if "/Dest" in link or "/D" in link.get("/A", {})]
    # 4 entries of the contents, 8 citations (a table is there twice), 2 pages in the sources.
    assert len(inside) == 14
    assert all(link.get("/Contents") for link in links)


def test_same_dossier_gives_the_same_bytes(sample: Dossier) -> None:
    assert make_pdf(sample) == make_pdf(replace(sample))
    assert make_pdf(sample) != make_pdf(replace(sample, made_on=dt.date(2025, 6, 25)))


@pytest.mark.parametrize("text", NASTY)
def test_markup_in_a_text_is_printed_as_it_is(text: str, holding: Callable[[str], Dossier]) -> None:
    printed = words_of(read(holding(text)))
    # Section, running title, contents, paragraph, list, note, four in the table, caption, source.
    assert printed.count(squeezed(text)) >= 10


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        st.one_of(
            st.sampled_from("#*_`$<>@\\/[](){}=-+~\"'&;:.,|%^"),
            st.characters(min_codepoint=0x41, max_codepoint=0x5A),
            st.characters(min_codepoint=0x410, max_codepoint=0x44F),
            st.sampled_from("іїєґІЇЄҐёЁéàçœ«»„“’–—№"),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_any_written_text_survives(text: str, holding: Callable[[str], Dossier]) -> None:
    assert words_of(read(holding(f"Q{text}Q"))).count(squeezed(f"Q{text}Q")) >= 10


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=40))
def test_any_text_at_all_can_be_set(text: str, holding: Callable[[str], Dossier]) -> None:
    assert make_pdf(holding(text)).startswith(b"%PDF")


def test_what_has_no_glyph_is_printed_as_its_code(holding: Callable[[str], Dossier]) -> None:
    assert "a[U+1F600]b" in words_of(read(holding("a\U0001f600b")))
    assert for_print("a\u202eb") == "a[U+202E]b"


def test_broken_picture_is_an_error_that_keeps_the_old_file(
    sample: Dossier, tmp_path: Path
) -> None:
    place = tmp_path / "dossier.pdf"
    place.write_bytes(b"old")
    picture = PictureBlock("<svg", say("Nothing"), ("Nothing",))
    with pytest.raises(DossierError, match="typst refused the dossier"):
        write_pdf(replace(sample, sections=(Section("a", ("A",), (picture,)),)), place)
    assert place.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["dossier.pdf"]
