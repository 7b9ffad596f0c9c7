# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process of its own on a workspace of its own, which may be killed.

python crashing.py prepare                  tables, a documenter, two lists, a linked register
python crashing.py import STATE [KILL_AT]   import a state; die after writing to KILL_AT
python crashing.py dump                     every row of the desk's tables as JSON
python crashing.py rebuilt                  the derived rows now, and after a rebuild
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Callable


def killer(table: str) -> Callable[..., Any]:
    """Give a wrapper that kills this process as SIGKILL does, after a write to the table."""

    def wrapper(execute: Callable[..., Any], sql: str, *call: Any) -> Any:  # noqa: ANN401 - Django's
        result = execute(sql, *call)
        if f'INTO "{table}"' in sql or f"UPDATE {table} " in sql:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapper


def main(what: str, state: str = "", table: str = "") -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs setup
    from django.db import connection  # noqa: PLC0415

    from amparo_desk.accounts.models import User  # noqa: PLC0415
    from amparo_desk.register import domain  # noqa: PLC0415
    from register import made_up  # noqa: PLC0415

    states = {
        "first": [made_up.ANNA, made_up.BORIS],
        "second": [(*made_up.ANNA[:4], "Kimry", ""), made_up.NOBODY],
        "third": [made_up.NOBODY, made_up.BORIS],
    }
    if what == "prepare":
        call_command("migrate", verbosity=0)
        user = User.objects.create(username="documenter", role="documenter")
        for key in ("list-a", "list-b"):
            domain.add_source(source=made_up.source(key), user=user)
            made_up.bring(user, *states["first"], key=key)
        domain.run_linkage(user=user)
    elif what == "import":
        user = User.objects.get()
        with connection.execute_wrapper(killer(table)):
            made_up.bring(user, *states[state], key="list-a")
    elif what == "dump":
        print(json.dumps(made_up.all_rows(), default=str))  # noqa: T201 - its answer
    else:
        before = made_up.derived_rows()
        domain.rebuild()
        print(json.dumps([before, made_up.derived_rows()]))  # noqa: T201 - its answer


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    django.setup()
    main(*sys.argv[1:])
