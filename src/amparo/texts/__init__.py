# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts of an assembly and what is proposed to change in them.

A draft is read (`plain`, `html_pages`, `akoma_ntoso`), the wording of amendments becomes operations
(`reading`), operations become edits of the draft (`resolving`), chosen edits become a text
(`consolidation`). `collisions` and `voting_order` say what cannot stand together and what is put to
the vote first; `writing` goes the other way, from an edited paragraph to the wording.
"""
