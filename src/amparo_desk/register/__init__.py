# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register: sources, records, statements, persons, prosecutions, decisions."""
