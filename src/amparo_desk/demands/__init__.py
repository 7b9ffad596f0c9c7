# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demands and their way through the chamber."""
