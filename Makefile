# The commands a person needs: make run, make test, make check, make bench.
# Each makes .venv first; a second time it neither installs nor asks the network for anything.
# What mapdash is compared with has an environment of its own, which only make bench needs.

VENV ?= .venv
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := $(VENV)/bin

# The environment is right when it was made from exactly these files.
KEY := $(shell cat constraints.txt pyproject.toml | cksum | tr ' ' '-')
STAMP := $(VENV)/.made-from-$(KEY)
PEERS_VENV := .venv-bench
PEERS_STAMP := $(PEERS_VENV)/.made-from-$(shell cksum < bench/constraints-peers.txt | tr ' ' '-')

.DEFAULT_GOAL := help
.PHONY: help run test check bench constraints constraints-peers

help:
	@echo "make run     serve the dashboard; PORT=8501 and HEADLESS=1 may be given"
	@echo "make test    run every test; ARGS=... goes to pytest, COVERAGE=1 measures coverage"
	@echo "make check   format, lint, types, layers and the code in the documents"
	@echo "make bench   the speed table, against floor and peers; ARGS=--quick takes minutes"

run: export PORT := $(PORT)
run: export HEADLESS := $(HEADLESS)
run: $(STAMP)
	@exec $(BIN)/mapdash serve

test: $(STAMP)
ifdef COVERAGE
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
else
	@$(BIN)/python -m pytest $(ARGS)
endif

# pytest ends with 5 where the documents hold no code to run.
check: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q src docs README.md ARCHITECTURE.md CONTRIBUTING.md || test $$? -eq 5

bench: $(STAMP) $(PEERS_STAMP)
	@$(BIN)/python bench/speed.py $(ARGS)

# Needs uv and the network; keeps the versions that are already there where they still fit.
constraints:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make constraints" --quiet -o constraints.txt

constraints-peers:
	uv pip compile bench/requirements-peers.in --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make constraints-peers" \
	    --quiet -o bench/constraints-peers.txt

$(PEERS_STAMP): bench/constraints-peers.txt
	@echo "Preparing $(PEERS_VENV): once, about a minute."
	@test -x $(PEERS_VENV)/bin/python || $(PYTHON) -m venv $(PEERS_VENV)
ifdef UV
	@uv pip install --python $(PEERS_VENV)/bin/python --require-hashes -r $<
else
	@$(PEERS_VENV)/bin/python -m pip install --disable-pip-version-check --require-hashes -r $<
endif
	@rm -f $(PEERS_VENV)/.made-from-*
	@touch $@

$(STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "mapdash needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Preparing $(VENV): once, about a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
ifdef UV
	@uv pip install --python $(BIN)/python --require-hashes -r constraints.txt
	@uv pip install --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	@rm -f $(VENV)/.made-from-*
	@touch $@
