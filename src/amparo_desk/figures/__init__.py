# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures, speeches, the claims in them and the checks."""
