# SPDX-License-Identifier: AGPL-3.0-or-later
"""The task that a worker takes up (docs/decisions/0017-background-work.md)."""

from __future__ import annotations

from django_tasks import task

from amparo_desk.estimates.models import Run


@task()
def work_on_run(number: int) -> None:
    """Do the work of a run by its id."""
    # Numpy and numba load slowly; whoever only asks for a run does not need them.
    from amparo_desk.estimates.reckoning import work  # noqa: PLC0415

    work(number)


def ask_again() -> None:
    """Enqueue what waits once more: a worker may have died with the task in its hands.

    A task too many does no harm: it finds a run that no longer waits.
    """
    for number in Run.objects.filter(state=Run.State.WAITING).values_list("pk", flat=True):
        work_on_run.enqueue(number)
