# What a person or a machine does with a checkout. Needs python3 (3.11 or later) with venv, git and make; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CORPUS := tests/corpus/changping-dev

.PHONY: help demo sample test test-long lint accuracy check bench clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed ## the whole job on the bundled sample site; reports in demo-out/
	$(BIN)/tracker demo

sample: demo ## the demo's report into reports/, as visitors of the repository see it
	rm -rf reports
	mkdir reports
	cd demo-out && cp -r README.md weekly targets digest.txt digest.html ../reports/

test: $(VENV)/.installed-dev ## the tests that take seconds
	$(BIN)/python -m pytest -n 2

test-long: $(VENV)/.installed-dev ## the tests that take minutes, or with TESTS=FILE those of one file
	$(BIN)/python -m pytest -m long -s $(TESTS)

lint: $(VENV)/.installed-dev ## ruff and mypy
	$(BIN)/ruff check
	$(BIN)/mypy --strict tracker

accuracy: $(VENV)/.installed-dev ## what is measured on the labelled texts, against the floors
	$(BIN)/python tests/accuracy.py $(CORPUS)

check: test lint accuracy ## everything that must pass

bench: $(VENV)/.installed-bench ## speed and memory; PAGES=folder holds html/*.html
	$(BIN)/python bench/bench.py $(PAGES)

clean: ## remove what was made here
	rm -rf $(VENV) build dist demo-out *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "tracker needs Python 3.11 or later: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make the second time quick; pyproject.toml is where new dependencies come from.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev,bench]'
	@touch $@ $(VENV)/.installed-dev $(VENV)/.installed
