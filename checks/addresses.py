# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find foreign addresses that would be fetched, and registry names or paths of a machine.

- lock files and configuration hold no address at all (they would name a registry);
- templates, styles and scripts fetch nothing from elsewhere: no http(s) or // address in src,
  srcset, action, poster, data, url(), @import, import, fetch, nor in the href of a <link>.
A link that a reader may click (<a href>) is no fetch.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIGURATION = ("pyproject.toml", "Makefile", "requirements", ".ci", "checks/machine.sh")
PAGES = {".html", ".css", ".js", ".svg", ".typ", ".jinja", ".j2"}
ADDRESS = re.compile(r"(?:https?|ftp|file)://", re.IGNORECASE)
FETCHED = re.compile(
    r"""(?:
        \b(?:src|srcset|action|formaction|poster|data|xlink:href)\s*=\s*["']?\s*(?:https?:)?//
      | <link\b[^>]*\bhref\s*=\s*["']?\s*(?:https?:)?//
      | url\(\s*["']?\s*(?:https?:)?//
      | @import\s+["']?\s*(?:url\()?["']?(?:https?:)?//
      | \b(?:fetch|import|importScripts|open)\s*\(?\s*["'`](?:https?:)?//
      | \#import\s+"@
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def fetched_in_page(text: str) -> list[str]:
    """Give each place of a page's text that would fetch from elsewhere."""
    return [match[0] for match in FETCHED.finditer(text)]


def addresses_in_configuration(text: str) -> list[str]:
    """Give each address in a lock or configuration file."""
    return [match[0] for match in ADDRESS.finditer(text)]


def main(root: Path = Path()) -> int:
    """Look at configuration, locks and pages; print each find with file and line."""
    found = []
    for name in CONFIGURATION:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                found += _lines(path, addresses_in_configuration)
    for path in sorted((root / "src").rglob("*")):
        if path.suffix in PAGES:
            found += _lines(path, fetched_in_page)
    print("\n".join(found) or "addresses: nothing would be fetched from elsewhere")
    return 1 if found else 0


def _lines(path: Path, look: Callable[[str], list[str]]) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [
        f"{path}:{number}: {hit}"
        for number, line in enumerate(text.splitlines(), 1)
        for hit in look(line)
    ]


if __name__ == "__main__":
    sys.exit(main())
