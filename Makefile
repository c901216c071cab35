# Openhouse. `make demo` runs it, `make test` tests it; README.md says the rest.

STUDENTS ?= 600
PYTHON := .venv/bin/python
CODE := openhouse tests scripts $(wildcard benchmarks)
# Compiled modules are kept: without, each of the tests' hundred processes compiles all of Django.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo test laws check lint types contracts words screens fmt browser

setup: .venv/ready ## prepare .venv from the committed lock, and nothing else

.venv/ready: uv.lock pyproject.toml .python-version scripts/setup scripts/fonts.py $(wildcard openhouse/locale/*/LC_MESSAGES/*.po)
	@sh scripts/setup
	@$(PYTHON) -m scripts.words compile
	@$(PYTHON) -m scripts.fonts
	@touch $@

demo: setup ## run a demonstration district on this machine
	@.venv/bin/openhouse demo --students $(STUDENTS)

browser: setup
	@sh scripts/browser

test: setup browser ## run every test, the browser's included
	@$(PYTHON) -m pytest -n logical --maxprocesses 8 --dist worksteal -q

laws: setup ## try each law of the calculation on 10,000 gradebooks; some minutes
	@GRADEBOOKS=10000 $(PYTHON) -m pytest tests/grades/test_laws.py -n logical -q

check: setup lint types contracts ## everything that must hold before a commit
	@$(MAKE) --no-print-directory test

lint: setup
	@.venv/bin/ruff check $(CODE)
	@.venv/bin/ruff format --check $(CODE)
	@.venv/bin/djlint openhouse --lint --quiet
	@$(PYTHON) -m scripts.words check

types: setup
	@DATABASE_URL=postgresql://nobody@localhost/nothing .venv/bin/mypy

contracts: setup
	@.venv/bin/lint-imports
	@DATABASE_URL=postgresql://nobody@localhost/nothing .venv/bin/python -W ignore \
		-m openhouse.config.cli makemigrations --check --dry-run --skip-checks

words: setup ## gather the words of pages and code into openhouse/locale
	@$(PYTHON) -m scripts.words gather
	@$(PYTHON) -m scripts.words compile
	@$(PYTHON) -m scripts.fonts

screens: setup browser ## make the pictures in docs/screens from the demonstration
	@$(PYTHON) -m scripts.screens

fmt: setup ## put the code into its usual form
	@.venv/bin/ruff check --fix --quiet $(CODE) || true
	@.venv/bin/ruff format --quiet $(CODE)
