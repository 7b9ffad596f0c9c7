# SPDX-License-Identifier: AGPL-3.0-or-later
"""The views: each reads through a query or calls a domain verb, and shows a template."""
