# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amparo's engines: plain Python, files in, files out, usable from a notebook."""

__version__ = "0.1.0"
