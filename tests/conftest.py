# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk under test: a temporary workspace, on SQLite or (--database=postgresql) PostgreSQL.

A test that touches the database is marked `database`; it then gets one, empty, rolled back at
its end (`database(transaction=True)`: committed for real and emptied afterwards).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils.deprecation import RemovedInDjango60Warning

import postgresql

CLUSTER = pytest.StashKey[postgresql.Cluster | None]()
NO_SERVER = "no PostgreSQL server program in /usr/lib/postgresql: not tested there"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="test on this one"
    )


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None):
        return  # only hands out work; each worker comes here for itself
    if settings.configured:
        msg = "unset DJANGO_SETTINGS_MODULE: the tests choose their own workspace"
        raise pytest.UsageError(msg)
    folder = Path(tempfile.mkdtemp(prefix="amparo-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    cluster = config.stash[CLUSTER] = _cluster(config)
    if cluster is not None:
        config.add_cleanup(cluster.stop)
        address = cluster.address("amparo")
        (folder / "amparo.toml").write_text(f'[database]\naddress = "{address}"\n')
    # Set here, not in pyproject: pytest-django would load them before the workspace is chosen.
    os.environ["AMPARO_WORKSPACE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "amparo_desk.settings"
    with warnings.catch_warnings():
        # The transitional setting FORMS_URLFIELD_ASSUME_HTTPS announces its own end.
        warnings.simplefilter("ignore", RemovedInDjango60Warning)
        django.setup()


def _cluster(config: pytest.Config) -> postgresql.Cluster | None:
    programs = postgresql.programs()
    if config.option.database != "postgresql" or programs is None:
        return None
    return postgresql.start(programs)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    skip = config.option.database == "postgresql" and postgresql.programs() is None
    for item in items:
        mark = item.get_closest_marker("database")
        if mark is None:
            continue
        item.add_marker(pytest.mark.django_db(**mark.kwargs))
        if skip:
            item.add_marker(pytest.mark.skip(reason=NO_SERVER))
