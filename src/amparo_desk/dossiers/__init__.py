# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dossiers of a workspace: what it holds, handed to the library's dossier engine."""
