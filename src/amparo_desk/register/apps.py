# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration of the app with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The app `register`."""

    name = "amparo_desk.register"
