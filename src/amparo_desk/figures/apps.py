# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The app `figures`."""

    name = "amparo_desk.figures"
