# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who works here: users and what their roles allow."""
