# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a group asks for, what a chamber did with it, and what became of the cases it concerns."""
