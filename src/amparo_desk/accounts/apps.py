# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app `accounts`."""

    name = "amparo_desk.accounts"
