# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many are on no list: populations, the lists that cover them, runs in the background."""
