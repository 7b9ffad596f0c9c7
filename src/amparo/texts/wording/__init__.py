# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wording of amendments, read: each command an operation, what is not sure not read."""
