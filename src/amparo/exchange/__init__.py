# SPDX-License-Identifier: AGPL-3.0-or-later
"""Readers and writers: lists, case files, plain data."""
