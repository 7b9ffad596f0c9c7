# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the register tells those above it, whom it does not know."""

from django.dispatch import Signal

# Sent in the transaction of a change, when persons or prosecutions were derived anew.
derived_anew = Signal()
