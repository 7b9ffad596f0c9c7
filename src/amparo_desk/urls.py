# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the desk. allauth's are named one by one: what is not here is not reachable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account import views as account
from django.http import Http404
from django.urls import include, path

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def closed(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer that there is no such page: allauth wants its address, the desk has no such thing.

    Nobody signs up, and there is no mail on a laptop, so an administrator sets a new password.

    Raises:
        Http404: always.
    """
    raise Http404(request.path)


urlpatterns = [
    path("", include("amparo_desk.pages.urls")),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/signup/", closed, name="account_signup"),
    path("accounts/email/", closed, name="account_email"),
    path("accounts/password/reset/", closed, name="account_reset_password"),
    path("accounts/password/set/", closed, name="account_set_password"),
]
