# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m amparo`: the command line."""

from amparo.cli import main

if __name__ == "__main__":
    main(prog_name="amparo")
