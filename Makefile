# Everything a newcomer or CI runs. `make help` lists the targets.
PYTHON ?= python3.11
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: help demo test check bench fuzz clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

demo: $(VENV)/installed  ## the main job, end to end, on the bundled samples; writes out/
	$(BIN)/kb demo -o out

test: $(VENV)/installed  ## the whole test suite
	$(BIN)/python -m pytest

check: $(VENV)/installed  ## lint, types, import contract
	$(BIN)/ruff check kb tests
	$(BIN)/ruff format --check kb tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed  ## the figures of the README, measured here, beside other libraries where they install
	-$(BIN)/python -m pip install --quiet -e '.[bench]'
	$(BIN)/python -m tests.bench

fuzz: $(VENV)/installed  ## feed every reader and writer with what a fuzzer makes up, SECONDS each (60)
	$(BIN)/python -m pip install --quiet -e '.[fuzz]'
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60)

clean:  ## remove what the targets made
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
