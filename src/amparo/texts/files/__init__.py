# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts and amendments in and out: plain text, the Assembly's pages, Akoma Ntoso, DOCX, HTML."""
