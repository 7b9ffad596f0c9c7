# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amendments written: what changed in a text, as commands, in the Assembly's wording."""
