# SPDX-License-Identifier: AGPL-3.0-or-later
"""Operations on a draft: places found, edits merged, collisions, the order of voting."""
