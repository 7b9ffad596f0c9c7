# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts of an assembly and what is proposed to change in them.

Rooms, in the order in which a debate walks through them: `files` reads drafts and amendments, and
writes the results; `wording` reads what an amendment wants done; `applying` finds it in the draft,
says what collides and in which order one votes, and gives the text that results; `drafting` goes
the other way, from an edited text to an amendment; `layers` compares what was voted with what was
printed; `demands` says which paragraphs answer a demand. What they share stands here: `document`,
`operations`, `marked`, `plain`, `sentences`.
"""
