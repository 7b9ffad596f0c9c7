# SPDX-License-Identifier: AGPL-3.0-or-later
"""Users. Accounts are deactivated, never deleted, so that history keeps its authors."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user may do; each role may also do what those above it may."""

    READER = "reader", _("reader")
    DOCUMENTER = "documenter", _("documenter")
    ADMINISTRATOR = "administrator", _("administrator")


class User(AbstractUser):
    """Somebody who works at the desk; a reader unless somebody gives more."""

    role = models.CharField(max_length=20, choices=Role, default=Role.READER)
