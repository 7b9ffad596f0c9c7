# SPDX-License-Identifier: AGPL-3.0-or-later
"""Provisions of law: those held, what a text says of them, and whether it places them rightly."""
