# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a text answers of a demand, and which of its words were lost."""
