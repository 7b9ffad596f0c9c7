# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app `accounts`: what people change of their own accounts goes into the history."""

    name = "amparo_desk.accounts"

    def ready(self) -> None:
        """Listen to allauth, whose pages change accounts without our verbs."""
        from amparo_desk.accounts.receivers import listen  # noqa: PLC0415 - models are ready now

        listen()
