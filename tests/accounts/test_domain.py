# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accounts: made by administrators, closed but not deleted, passphrases shown once."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from amparo_desk.accounts import domain
from amparo_desk.accounts.models import Role, User
from amparo_desk.history.models import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

pytestmark = pytest.mark.database


@pytest.fixture
def administrator(db: None) -> User:
    return domain.ensure_administrator()[0]


def test_the_first_start_makes_one_administrator_and_shows_a_strong_passphrase_once() -> None:
    user, passphrase = domain.ensure_administrator()
    assert (user.username, user.role, user.is_active) == ("admin", Role.ADMINISTRATOR, True)
    assert re.fullmatch(r"([a-z2-9]{4}-){4}[a-z2-9]{4}", passphrase)
    validate_password(passphrase, user)
    assert domain.ensure_administrator() == (user, "")
    assert User.objects.count() == 1


def test_no_two_passphrases_are_alike() -> None:
    user, first = domain.ensure_administrator()
    made = {domain.reset_passphrase(account=user, user=user) for _ in range(5)}
    assert len(made | {first}) == 6


def test_a_passphrase_is_kept_as_its_argon2_hash_and_written_nowhere_else(
    administrator: User,
) -> None:
    user, passphrase = domain.create_user(username="olena", role="documenter", user=administrator)
    renewed = domain.reset_passphrase(account=user, user=administrator)
    user.refresh_from_db()
    assert identify_hasher(user.password).algorithm == "argon2"
    assert check_password(renewed, user.password)
    assert not check_password(passphrase, user.password)
    history = str(list(Change.objects.values()))
    for secret in (passphrase, renewed, user.password):
        assert secret not in history


def test_a_new_passphrase_ends_the_sessions(administrator: User) -> None:
    before = administrator.get_session_auth_hash()
    domain.reset_passphrase(account=administrator, user=administrator)
    administrator.refresh_from_db()
    assert administrator.get_session_auth_hash() != before


def test_a_new_passphrase_is_the_only_way_in(administrator: User) -> None:
    user, _ = domain.create_user(username="olena", role="documenter", user=administrator)
    for account in (user, administrator):
        for kind in ("webauthn", "totp"):
            Authenticator.objects.create(user=account, type=kind, data={})
        client = Client()
        client.force_login(account)
    domain.reset_passphrase(account=user, user=administrator)
    assert set(Authenticator.objects.values_list("user", "type")) == {
        (administrator.pk, "webauthn"),
        (administrator.pk, "totp"),
    }
    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [
        str(administrator.pk)
    ]
    last = Change.objects.first()
    assert last is not None
    assert last.after == {"authenticators_removed": ["totp", "webauthn"], "sessions_ended": 1}


def test_a_closed_account_is_signed_out(administrator: User) -> None:
    user, _ = domain.create_user(username="olena", role="reader", user=administrator)
    client = Client()
    client.force_login(user)
    domain.deactivate(account=user, user=administrator)
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("name", "role"), [("admin", "reader"), ("", "reader"), ("a b", "reader"), ("new", "owner")]
)
def test_a_name_that_is_taken_or_none_and_a_role_that_is_none_are_refused(
    administrator: User, name: str, role: str
) -> None:
    with pytest.raises(ValidationError):
        domain.create_user(username=name, role=role, user=administrator)
    assert User.objects.count() == 1


def test_the_last_administrator_stays(administrator: User) -> None:
    with pytest.raises(ValidationError, match="last administrator"):
        domain.deactivate(account=administrator, user=administrator)
    with pytest.raises(ValidationError, match="last administrator"):
        domain.set_role(account=administrator, role="reader", user=administrator)
    second, _ = domain.create_user(username="second", role="administrator", user=administrator)
    domain.set_role(account=administrator, role="reader", user=second)
    administrator.refresh_from_db()
    assert administrator.role == "reader"


def test_a_closed_account_keeps_its_name_in_the_history(administrator: User) -> None:
    user, _ = domain.create_user(username="olena", role="reader", user=administrator)
    domain.deactivate(account=user, user=administrator, reason="left the group")
    user.refresh_from_db()
    assert not user.is_active
    last = Change.objects.first()
    assert last is not None
    assert (last.verb, last.subject_key, last.reason) == ("deactivate", "olena", "left the group")


def test_what_is_so_already_leaves_no_trace(administrator: User) -> None:
    user, _ = domain.create_user(username="olena", role="reader", user=administrator)
    domain.deactivate(account=user, user=administrator)
    before = Change.objects.count()
    domain.deactivate(account=user, user=administrator)
    domain.set_role(account=user, role="reader", user=administrator)
    assert Change.objects.count() == before


GIVEN: dict[str, Callable[[User], dict[str, Any]]] = {
    "create_user": lambda _: {"username": "new", "role": "reader"},
    "reset_passphrase": lambda account: {"account": account},
    "set_role": lambda account: {"account": account, "role": "documenter"},
    "deactivate": lambda account: {"account": account},
}
VERBS = {
    name: verb
    for name, verb in inspect.getmembers(domain, inspect.isfunction)
    if verb.__module__ == domain.__name__
    and not name.startswith("_")
    and "user" in inspect.signature(verb).parameters
}


def test_every_verb_is_tested_here() -> None:
    assert VERBS.keys() == GIVEN.keys()


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize(
    ("role", "active"),
    [(Role.READER, True), (Role.DOCUMENTER, True), (Role.ADMINISTRATOR, False)],
)
def test_only_an_active_administrator_may(
    name: str,
    role: str,
    active: bool,  # noqa: FBT001 - a case of the table
    administrator: User,
) -> None:
    account = User.objects.create(username="account")
    who = User.objects.create(username="who", role=role, is_active=active)
    before = list(User.objects.values()), Change.objects.count()
    with pytest.raises(PermissionDenied):
        VERBS[name](**GIVEN[name](account), user=who)
    assert (list(User.objects.values()), Change.objects.count()) == before


@pytest.mark.parametrize("name", GIVEN)
def test_every_verb_writes_the_history(name: str, administrator: User) -> None:
    account = User.objects.create(username="account")
    VERBS[name](**GIVEN[name](account), user=administrator)
    last = Change.objects.first()
    assert last is not None
    assert (last.verb, last.actor) == (name, administrator)
