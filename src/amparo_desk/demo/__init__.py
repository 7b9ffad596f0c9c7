# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration: the event of 24 June 2025, from the hand-kept files in resources/demo."""
