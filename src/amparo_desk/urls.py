# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the desk."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
