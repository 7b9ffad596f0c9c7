# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a hand-kept file of sources (YAML): a list, each entry with the fields of `Source`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.languages import Language
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.yaml_files import read_marked

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.core.yaml_files import Marked

_NEEDED = ("key", "kind", "title", "knowledge")
_TEXTS = ("key", "title", "note", "statement")
_FIELDS = (*_NEEDED, "language", "pages", "published", "note", "synthetic", "statement")


def read_sources(path: Path) -> tuple[Source, ...]:
    """Give the sources of a file in its order.

    Raises:
        YamlFileError: with every fault: unknown fields and words, repeated keys, no date,
            an address that is none.
        OSError: the file cannot be read.
    """
    top = read_marked(path)
    found: dict[str, Source] = {}
    for entry in top.entries():
        source = _source(entry)
        if source is None:
            continue
        if source.key in found:
            entry.fault(f"there are two sources {source.key!r}; give this one another key")
        found[source.key] = source
    top.raise_faults(path)
    return tuple(found.values())


def _source(entry: Marked) -> Source | None:
    fields = entry.fields(_FIELDS, needed=_NEEDED)
    texts = {name: fields[name].text() for name in _TEXTS if name in fields}
    if not fields.keys() >= set(_NEEDED):
        return None
    kind = fields["kind"].word(tuple(SourceKind))
    knowledge = fields["knowledge"].word(tuple(Knowledge))
    language = fields["language"].word(tuple(Language)) if "language" in fields else ""
    published = fields.get("published")
    synthetic = fields["synthetic"].word(("true", "false")) if "synthetic" in fields else ""
    when = published.date() if published else None
    pages = _pages(fields["pages"]) if "pages" in fields else ()
    if not kind or not knowledge:
        return None
    return Source(
        **texts,
        kind=SourceKind(kind),
        knowledge=Knowledge(knowledge),
        language=language or Language.UNDETERMINED,
        pages=pages,
        published=when.to_edtf() if when else "",
        synthetic=synthetic == "true",
    )


def _pages(node: Marked) -> tuple[str, ...]:
    for page in node.entries():
        if not page.text().startswith(("https://", "http://")):
            page.fault("is not an address; it must begin with https:// or http://")
    return node.texts()
