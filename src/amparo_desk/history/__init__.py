# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was changed, by whom, when and why."""
