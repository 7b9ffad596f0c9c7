# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing into the history what people change of their own accounts on allauth's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa

from amparo_desk.history.domain import record_change

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

    from amparo_desk.accounts.models import User

# allauth's signals and the verb under which the history holds each.
_SIGNALS = (
    (account.password_changed, "change_passphrase"),
    (account.password_set, "change_passphrase"),
    (mfa.authenticator_added, "add_authenticator"),
    (mfa.authenticator_removed, "remove_authenticator"),
    (mfa.authenticator_reset, "reset_authenticator"),
)


def listen() -> None:
    """Connect to allauth's signals, once."""
    for signal, verb in _SIGNALS:
        signal.connect(_receiver(verb), weak=False, dispatch_uid=verb)


def _receiver(verb: str) -> Any:  # noqa: ANN401 - a receiver of any signal
    def receive(user: User, authenticator: Authenticator | None = None, **_: object) -> None:
        after = {"authenticator": str(authenticator.type)} if authenticator else None
        record_change(user=user, verb=verb, kind="user", key=user.username, after=after)

    return receive
