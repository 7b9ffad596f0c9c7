# Amparo: what can be done here. `make demo` and `make test` need Python 3.11 and nothing else.

SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
WORKSPACE ?= workspace
PORT ?= 8150
SCALE ?= 100000
BENCH_VENV := build/bench-venv
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps

.PHONY: help demo demo-synthetic desk test lint format lock catalogs bench bench-linkage clean

help: ## say what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/'

demo: $(STAMPS)/run ## build the demonstration workspace, say what was found, write the dossier
	@$(BIN)/amparo demo --workspace "$(WORKSPACE)"

demo-synthetic: $(STAMPS)/run ## build a second demonstration: SYNTHETIC persons on three lists
	@$(BIN)/amparo demo --synthetic --workspace workspace-synthetic

desk: $(STAMPS)/run ## open the desk on the workspace (after `make demo`)
	@$(BIN)/amparo desk --workspace "$(WORKSPACE)" --port $(PORT)

test: $(STAMPS)/test $(STAMPS)/spark ## run all tests, on SQLite and on PostgreSQL
	@sh checks/machine.sh tests
	$(BIN)/python -m pytest -n 2
	$(BIN)/python -m pytest -n 2 -m database --database=postgresql

lint: $(STAMPS)/lint ## ruff, mypy --strict, import contracts, sizes, addresses, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	AMPARO_WORKSPACE=build/lint-workspace $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python checks/sizes.py
	$(BIN)/python checks/addresses.py
	$(BIN)/python checks/catalogs.py check
	$(BIN)/python checks/commands_page.py check

format: $(STAMPS)/lint ## put the code in the one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python checks/commands_page.py update

lock: $(STAMPS)/lint ## pin every package with its hashes, without addresses
	@for name in run test spark lint bench bench-icu; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	    requirements/$$name.in -o requirements/$$name.txt || exit 2; done

catalogs: $(STAMPS)/lint ## collect what is said on screen, compile the translations
	$(BIN)/python checks/catalogs.py update

bench: $(STAMPS)/test ## measure against other tools on the same work
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python -m bench.$$(basename $$script .py) || exit 1; done
	@echo "== bench/linkage"; $(BIN)/python -m bench.linkage

bench-linkage: $(STAMPS)/test $(STAMPS)/bench ## measure linkage beside the other tools, write docs/bench-linkage.md (SCALE=1000000)
	$(BIN)/python -m bench.linkage --write --scale $(SCALE)

clean: ## remove what make installed (never a workspace)
	rm -rf $(VENV) $(STAMPS) build

$(VENV)/bin/python:
	@sh checks/machine.sh python "$(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Amparo needs ..."
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: $(STAMPS)/run requirements/test.txt
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements/test.txt
	@touch $@

# Spark is 455 MB of source: half a minute and a Java. Where it cannot be installed its tests are
# skipped and counted, and the next `make test` tries again.
$(STAMPS)/spark: $(STAMPS)/run requirements/spark.txt
	@if sh checks/machine.sh java && echo "Installing Apache Spark for its tests ..." && \
	  $(PIP) --no-build-isolation -r requirements/spark.txt; then touch $@; \
	else echo "Apache Spark is not installed; its tests will be skipped and counted."; fi

$(STAMPS)/lint: $(STAMPS)/test requirements/lint.txt
	@$(PIP) -r requirements/lint.txt
	@touch $@

# The other tools have a venv of their own; what cannot be installed is skipped and counted.
$(STAMPS)/bench: requirements/bench.txt requirements/bench-icu.txt | $(VENV)/bin/python
	@echo "Installing the tools to measure against ..."
	@"$(PYTHON)" -m venv $(BENCH_VENV)
	@for name in bench bench-icu; do \
	  $(BENCH_VENV)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes \
	    --no-deps -r requirements/$$name.txt || echo "requirements/$$name.txt could not be installed"; done
	@mkdir -p $(STAMPS) && touch $@
