# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class ChamberConfig(AppConfig):
    """The app `chamber`."""

    name = "amparo_desk.chamber"
