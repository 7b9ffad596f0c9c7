# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class DemandsConfig(AppConfig):
    """The app `demands`."""

    name = "amparo_desk.demands"
