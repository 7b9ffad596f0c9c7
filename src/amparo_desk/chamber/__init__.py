# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a parliament did: texts, amendments, votes, members."""
