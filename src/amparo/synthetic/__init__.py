# SPDX-License-Identifier: AGPL-3.0-or-later
"""SYNTHETIC persons and lists with truth, for tests, measurements and the demonstration.

Nothing here is about real persons; every id, every list's name and every folder says so.
"""

from amparo.synthetic.design import Design, ListDesign, designs, load_design, read_design
from amparo.synthetic.generating import COLUMNS, Synthetic, generate, list_name
from amparo.synthetic.writing import write

__all__ = [
    "COLUMNS",
    "Design",
    "ListDesign",
    "Synthetic",
    "designs",
    "generate",
    "list_name",
    "load_design",
    "read_design",
    "write",
]
