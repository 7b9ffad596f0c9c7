# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures and cases as pictures: self-contained SVG with its alternative text and its table."""
