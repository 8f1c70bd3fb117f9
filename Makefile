# What can be done here; `make` alone lists it. Each target sets up what it needs.
PYTHON ?= python3.11
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
# aiogram, which `make bench` compares with, does not go together with the packages that Meetlat is pinned to.
AIOGRAM := .venv/aiogram

# Every process that a test starts would otherwise compile everything again.
export PYTHONDONTWRITEBYTECODE =

SOURCES := flows storage bot tests
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
LOCK := $(COMPILE) pyproject.toml --extra build
CATALOG := --domain staff --no-wrap --omit-header

.DEFAULT_GOAL := help
.PHONY: help venv install demo run test bench lint lock texts clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

venv: $(DEVELOPMENT) ## make .venv with the pinned packages and the meetlat command

install: $(RUNTIME) ## make .venv with what Meetlat needs to run, and the meetlat command

demo: $(RUNTIME) ## a made-up municipality in the web chat, on this machine only
	$(BIN)/meetlat demo

run: $(RUNTIME) ## the bot, with the settings of the environment
	$(BIN)/meetlat run

# One process more than two cores keep busy: some tests mostly wait for another process.
test: $(DEVELOPMENT) ## all tests
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

bench: $(DEVELOPMENT) $(AIOGRAM)/.installed ## measure speed and memory
	$(BIN)/python tests/bench/run.py

lint: $(DEVELOPMENT) ## format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports

lock: $(DEVELOPMENT) ## choose package versions anew and pin them
	$(PIP) install uv
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --upgrade --constraints requirements.txt --extra dev --output-file requirements-dev.txt
	$(COMPILE) tests/bench/aiogram.in --upgrade --output-file tests/bench/aiogram.txt

texts: $(DEVELOPMENT) ## bring the catalogs up to date with the texts in the source
	$(BIN)/pybabel --quiet extract --mapping-file locales/babel.cfg --no-default-keywords \
		--keywords "t:1c,2 tn:1c,2,3" --no-location --no-wrap --omit-header --output-file locales/staff.pot .
	$(BIN)/pybabel --quiet update --input-file locales/staff.pot --output-dir locales --locale en \
		--init-missing --no-fuzzy-matching --ignore-obsolete $(CATALOG)
	$(BIN)/pybabel --quiet extract --mapping-file locales/client.cfg --no-default-keywords --keywords "tc:1c,2" \
		--add-comments "TRANSLATORS:" --no-location --no-wrap --omit-header --output-file locales/client.pot .
	$(BIN)/meetlat text update

clean: ## remove what the other targets made, but no data
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --no-deps --require-hashes --requirement requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	$(PIP) install --no-deps --require-hashes --requirement requirements-dev.txt
	touch $@

$(AIOGRAM)/.installed: tests/bench/aiogram.txt
	test -x $(AIOGRAM)/bin/python || $(PYTHON) -m venv $(AIOGRAM)
	$(AIOGRAM)/bin/python -m pip --disable-pip-version-check --quiet install \
		--no-deps --require-hashes --requirement tests/bench/aiogram.txt
	touch $@
