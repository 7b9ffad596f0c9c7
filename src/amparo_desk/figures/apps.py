# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The app `figures`: its checks are made anew whenever the register is."""

    name = "amparo_desk.figures"

    def ready(self) -> None:
        """Listen to the register, so that no page shows a check of what stood there before."""
        from amparo_desk.figures.domain import check_claims  # noqa: PLC0415 - models are ready now
        from amparo_desk.register.signals import derived_anew  # noqa: PLC0415 - as above

        derived_anew.connect(lambda **_: check_claims(), weak=False, dispatch_uid="check_claims")
