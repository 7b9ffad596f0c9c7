# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The app `history`."""

    name = "amparo_desk.history"
