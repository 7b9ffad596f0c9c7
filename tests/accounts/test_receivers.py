# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people change of their own accounts on allauth's pages stands in the history."""

from __future__ import annotations

import pytest
from allauth.account.signals import password_set
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from amparo_desk.accounts.models import User
from amparo_desk.history.models import Change

pytestmark = pytest.mark.database
OLD, NEW = "three plain words and more", "four other plain words again"


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user(username="olena", password=OLD)


def last() -> tuple[str, str, object, object]:
    row = Change.objects.select_related("actor").first()
    assert row is not None
    return row.verb, row.subject_key, row.actor, row.after


def test_a_passphrase_changed_on_its_page_is_in_the_history(user: User) -> None:
    client = Client()
    client.force_login(user)
    sent = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), sent).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert last() == ("change_passphrase", "olena", user, None)
    assert NEW not in str(list(Change.objects.values()))


def test_a_passphrase_that_was_set_is_in_the_history(user: User) -> None:
    password_set.send(sender=User, request=None, user=user)
    assert last() == ("change_passphrase", "olena", user, None)


@pytest.mark.parametrize(
    ("signal", "verb"),
    [
        (mfa.authenticator_added, "add_authenticator"),
        (mfa.authenticator_removed, "remove_authenticator"),
        (mfa.authenticator_reset, "reset_authenticator"),
    ],
)
def test_a_passkey_or_code_that_comes_or_goes_is_in_the_history(
    user: User, signal: object, verb: str
) -> None:
    key = Authenticator(user=user, type=Authenticator.Type.WEBAUTHN, data={"secret": "x"})
    signal.send(sender=Authenticator, request=None, user=user, authenticator=key)  # type: ignore[attr-defined]  # allauth has no type information
    assert last() == (verb, "olena", user, {"authenticator": "webauthn"})
