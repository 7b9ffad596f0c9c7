# SPDX-License-Identifier: AGPL-3.0-or-later
"""The task that a worker takes up (docs/decisions/0017-background-work.md)."""

from __future__ import annotations

from django_tasks import task


@task()
def work_on_run(number: int) -> None:
    """Do the work of a run by its id."""
    # Numpy and numba load slowly; whoever only asks for a run does not need them.
    from amparo_desk.estimates.reckoning import work  # noqa: PLC0415

    work(number)
