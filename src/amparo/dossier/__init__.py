# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier: what is known, said with its sources, on paper (PDF/UA-1) and on screen (HTML)."""
