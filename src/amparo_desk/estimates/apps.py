# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    """The app `estimates`."""

    name = "amparo_desk.estimates"
