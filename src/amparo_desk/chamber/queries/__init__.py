# SPDX-License-Identifier: AGPL-3.0-or-later
"""Named questions about debates, drafts and amendments."""

from amparo_desk.chamber.queries.known import chamber_of, debates

__all__ = ["chamber_of", "debates"]
