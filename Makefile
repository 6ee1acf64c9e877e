# Rà Soát. `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := var/data
RUN_PACKAGES := wkhtmltopdf fonts-liberation2 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := chromium-headless-shell
LONG_PACKAGES := libreoffice-writer-nogui
STAMP := $(VENV)/.installed

MODEL_SEED := $(or $(MODEL_SEED),$(shell echo $$RANDOM$$RANDOM))

export RASOAT_DATA_DIR ?= $(DATA)
export RASOAT_PORT ?= $(or $(PORT),8080)
export RASOAT_PUBLIC_URL ?= http://127.0.0.1:$(RASOAT_PORT)

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: run-packages $(STAMP) ## Set up everything, load the example province, serve it (PORT=8080)
	@exec $(BIN)/rasoat example serve

.PHONY: test
test: run-packages test-packages $(STAMP) ## Set up and pass everything: lint, types, layers, tests
	@if compgen -G "inspect/*.py" >/dev/null; then echo "inspect/ must hold no Python file of its own: it would shadow the standard library's inspect."; exit 1; fi
	$(MAKE) --no-print-directory lint types
	@# Three workers for two cores: browsers and dying servers are waited for. Compiled modules are kept for the workers
	@# and the servers they start, also where Python is told to keep none.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist worksteal -q -m "not long"

.PHONY: long
long: run-packages test-packages long-packages $(STAMP) ## What takes too long for every run: matrices, storms, fuzzing, provinces
	@echo "The tablets' model: MODEL_SEED=$(MODEL_SEED)"
	MODEL_SEED=$(MODEL_SEED) PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal -q -m long
	$(MAKE) --no-print-directory storm

.PHONY: setup
setup: run-packages test-packages $(STAMP) ## Install what running and testing need

.PHONY: lint
lint: $(STAMP) ## Style, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

.PHONY: types
types: $(STAMP) ## mypy --strict
	$(BIN)/mypy

.PHONY: assets
assets: $(STAMP) ## Build the pages' script and style again
	$(BIN)/python -m pip install -q --no-deps -e .

.PHONY: demo
demo: run-packages $(STAMP) ## Tell the whole story of one inspection into var/demo
	rm -rf var/demo && $(BIN)/rasoat demo --out var/demo

.PHONY: screenshots
screenshots: run-packages test-packages $(STAMP) ## Take the pictures of the guides again, through the browser tests
	RASOAT_SCREENSHOTS=1 $(BIN)/python -m pytest -q -p no:cacheprovider \
		tests/browser/test_first_day.py tests/browser/test_pictures.py tests/browser/test_tablet.py tests/browser/test_tablet_feature.py

.PHONY: bench
bench: $(STAMP) ## Measure the engines and the tablets' records against their floors
	$(BIN)/python -m bench.workflows
	$(BIN)/python -m bench.sync

.PHONY: soak
soak: $(STAMP) ## Send 100,000 records and watch the memory of the web processes
	$(BIN)/python -m bench.sync --soak 100000

.PHONY: field
field: run-packages test-packages $(STAMP) ## Of the tests only these: tablets in a real browser, bad networks, empty batteries, dying servers
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal -q -m "field and not long"

.PHONY: storm
storm: $(STAMP) ## Twenty tablets against a server that is killed ten times, on both databases
	RASOAT_STORM=full $(BIN)/python -m pytest -q -p no:cacheprovider tests/tablets/receiving/test_storm.py

.PHONY: lighthouse
lighthouse: run-packages test-packages $(STAMP) ## Lighthouse on the tablet's pages: all three scores at least 95
	@tools/need-npm
	$(BIN)/python tools/lighthouse

.PHONY: mutants
mutants: $(STAMP) ## Break the rules on purpose; print which breaks no test notices (MUTANTS="--sample 12 --only visits/")
	@$(BIN)/python -c "import cosmic_ray, coverage" 2>/dev/null || $(BIN)/python -m pip install -q -c constraints.txt -e '.[mutants]'
	@nice -n 10 $(BIN)/python -m tests.mutants $(MUTANTS)

.PHONY: migration
migration: $(STAMP) ## Write a migration for changed tables (MESSAGE="...")
	$(BIN)/python -m tests.new_migration "$(MESSAGE)"

.PHONY: names
names: $(STAMP) ## List anew which guards, effects, relations … the rooms register, for `rasoat workflows check`
	$(BIN)/python -m tests.new_names

.PHONY: archive
archive: $(STAMP) ## Keep the example of the new shape of the database for the tests of later ones
	$(BIN)/python -m tests.new_archive

.PHONY: wheel
wheel: $(STAMP) ## Make dist/rasoat-….whl, all that a server needs
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

.PHONY: provinces
provinces: $(STAMP) ## Write the files of units of the provinces anew; those checked by hand stay
	$(BIN)/pip install --quiet --no-deps --target build/provinces vietnamadminunits==1.0.4
	$(BIN)/python tools/provinces.py build/provinces/vietnamadminunits/data

.PHONY: clean
clean: ## Remove what was built; keeps var/ (data)
	rm -rf $(VENV) node_modules inspect/rasoat/web/static/dist build dist

.PHONY: run-packages test-packages long-packages
run-packages:
	@tools/need-packages $(RUN_PACKAGES)
test-packages:
	@tools/need-packages $(TEST_PACKAGES)
long-packages:
	@tools/need-packages $(LONG_PACKAGES)

$(STAMP): pyproject.toml constraints.txt hatch_build.py package.json package-lock.json $(shell find inspect/browser -type f) templates/pages/tablet/shell.html inspect/rasoat/web/tablet.py
	@tools/need-npm
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Python packages…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
