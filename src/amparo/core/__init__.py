# SPDX-License-Identifier: AGPL-3.0-or-later
"""Value types on which everything stands: dates, truth, languages, sources, messages, cases."""
