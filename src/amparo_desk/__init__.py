# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk: the application in which people work with Amparo's engines (Django)."""
