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
from typing import TYPE_CHECKING

import django
import hypothesis
import pytest
from django.conf import settings

import postgresql

if TYPE_CHECKING:
    import argparse

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile(
    "amparo", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("amparo")

CLUSTER = pytest.StashKey[postgresql.Cluster | None]()
NO_SERVER = "no PostgreSQL server program in /usr/lib/postgresql: not tested there"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="test on this one"
    )
    # Not in pytest_configure: the folders' conftest files come next and import models.
    config: pytest.Config = pluginmanager.getplugin("pytestconfig")
    if settings.configured:
        msg = "unset DJANGO_SETTINGS_MODULE: the tests choose their own workspace"
        raise pytest.UsageError(msg)
    _open_workspace(config, parser.parse_known_args(config.invocation_params.args))


def _open_workspace(config: pytest.Config, options: argparse.Namespace) -> None:
    folder = Path(tempfile.mkdtemp(prefix="amparo-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    # With -n the first process only hands out work; each worker comes here for itself.
    works = "PYTEST_XDIST_WORKER" in os.environ or not getattr(options, "numprocesses", None)
    programs = postgresql.programs()
    cluster = None
    if options.database == "postgresql" and programs is not None and works:
        cluster = postgresql.start(programs)
        config.add_cleanup(cluster.stop)
        address = cluster.address("amparo")
        (folder / "amparo.toml").write_text(f'[database]\naddress = "{address}"\n')
    config.stash[CLUSTER] = cluster
    os.environ["AMPARO_WORKSPACE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "amparo_desk.settings"
    with warnings.catch_warnings():
        # The transitional setting FORMS_URLFIELD_ASSUME_HTTPS announces its own end.
        warnings.filterwarnings("ignore", "The FORMS_URLFIELD_ASSUME_HTTPS")
        django.setup()
    # Not for the workers: pytest-django would load the settings before they come here.
    del os.environ["DJANGO_SETTINGS_MODULE"]


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


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> postgresql.Cluster | None:
    """Give the PostgreSQL server under test, None on SQLite."""
    return request.config.stash[CLUSTER]
