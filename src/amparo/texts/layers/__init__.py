# SPDX-License-Identifier: AGPL-3.0-or-later
"""The three layers of a text: what was printed beside what was voted, difference by difference."""
