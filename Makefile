# Everything runs in .venv, made with uv where it is installed, else with venv and pip.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@if command -v uv >/dev/null; then uv venv --quiet --allow-existing --python $(PYTHON) .venv && uv pip install --quiet --python $(BIN)/python -r $<; \
	else $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<; fi
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python -r $<; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<; fi
	@touch $@

.PHONY: run test check lint format bench lock codebook validate messages screenshot help

run: .venv/run.stamp  ## open the app at http://localhost:$(PORT) (choose with PORT=8600)
	$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

test: .venv/dev.stamp lint check  ## lint, check the data, run all tests (those in a browser need chromium)
	$(BIN)/pytest

check: .venv/run.stamp  ## name every fault of the data
	$(BIN)/python -m dashboard check

lint: .venv/dev.stamp  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/dev.stamp  ## let ruff lay the code out
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp  ## measure load, filters and pages against a floor (see benchmarks/README.md)
	$(BIN)/python benchmarks/run.py

lock: .venv/dev.stamp  ## renew the exact pins from requirements.in and requirements-dev.in (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --no-header --upgrade requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --no-header --upgrade requirements-dev.in -c requirements.txt -o requirements-dev.txt

codebook: .venv/run.stamp  ## renew the tables in data/README.md from the data files
	$(BIN)/python -m dashboard codebook

validate: .venv/run.stamp  ## renew docs/validation.md: how well the index agrees with measures of others
	$(BIN)/python -m dashboard validate --out docs/validation.md

messages: .venv/run.stamp  ## put new words of the code into the message files, to be translated there
	$(BIN)/pybabel -q extract -k N_ --no-wrap --add-location=file --sort-output -o .venv/messages.pot dashboard pages
	$(BIN)/pybabel -q update -i .venv/messages.pot -o dashboard/messages/ko.po -l ko --no-fuzzy-matching --ignore-obsolete --no-wrap

screenshot: .venv/dev.stamp  ## renew the README's picture (needs chromium)
	$(BIN)/python docs/screenshot.py

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14
