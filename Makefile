# Esther's verbs. `make run` and `make test` need nothing but make and Python 3.11 or newer.

SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

# Settings as in production, so that `make lint` checks what a deployment would run.
PRODUCTION := ENV_FILE=/dev/null DEBUG=False ALLOWED_HOSTS=esther.example DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz \
	TELEGRAM_BOT_TOKEN=1:not-a-token OKX_API_KEY=a OKX_API_SECRET=b OKX_API_PASSPHRASE=c \
	ADMIN_IP_ALLOWLIST=203.0.113.7/32
DEVELOPMENT := ENV_FILE=/dev/null DEBUG=True SECRET_KEY=only-for-reading-the-settings

# A file's tests run in one process: nodes and servers are started once for them. The desk is one for all its files.
ON_ALL_CORES := -n logical --dist worksteal
# What runs as in production is left to PostgreSQL, where there is one.
ON_POSTGRESQL = $(shell $(BIN)/python -c \
	'from tests.postgres import find_server; print("and not production" if find_server() else "")')
# What trades on chains and needs a database that locks rows; the rest of it runs on SQLite alone.
DESK := $(BIN)/python -m tests.postgres $(BIN)/python -m pytest tests/live_desk tests/chain/test_live_at_once.py \
	tests/chain/test_live_orders_trouble.py::test_eight_monitors_at_once_make_one_swap_of_an_order

.PHONY: help run test lint e2e bench bench-scale requirements

help:
	@echo "make run           set up and serve Esther on 127.0.0.1:$(PORT)"
	@echo "make test          run the tests on SQLite, and on PostgreSQL where there is one"
	@echo "make lint          check style, types, imports, migrations, deployment settings and known holes"
	@echo "make e2e           run only the tests that drive a browser or trade on a local chain"
	@echo "make bench         measure speed and memory"
	@echo "make bench-scale   prove the large form: many processes, and what happens when they die (an hour)"
	@echo "make requirements  pin the versions in requirements*.txt anew (needs uv)"

run: $(VENV)/.installed .env
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed_tokens
	@PORT=$(PORT) $(BIN)/gunicorn

test: $(VENV)/.installed-dev
	@echo "SQLite:"
	@DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest $(ON_ALL_CORES) -m "not desk $(ON_POSTGRESQL)"
	@$(DESK) >$(VENV)/desk.log 2>&1 & desk=$$!; \
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest $(ON_ALL_CORES) -m "not browser and not chain and not desk and not home"; \
	asked=$$?; wait $$desk; traded=$$?; \
	echo "Trading live, meanwhile:"; cat $(VENV)/desk.log; \
	[ $$asked -eq 0 ] && [ $$traded -eq 0 ]

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(DEVELOPMENT) $(BIN)/mypy .
	$(BIN)/lint-imports
	@$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python -m tests.audit

e2e: $(VENV)/.installed-dev
	@echo "SQLite:"
	@begun=$$(date +%s); \
	DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest $(ON_ALL_CORES) -m "(browser or chain) and not desk" && \
	$(DESK) && \
	echo "End to end in $$(($$(date +%s) - begun)) s."

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench

bench-scale: $(VENV)/.installed-dev
	$(BIN)/python -m tests.scale $(PARTS)

requirements:
	uv pip compile --universal --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 requirements-scale.in -o requirements-scale.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt

.env:
	@cp .env.example .env && chmod 600 .env
	@echo "Made .env with the settings for development."

# The first of these that is 3.11 or newer; PYTHON=/path/to/python overrides it.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$python" --version) ..."; \
			"$$python" -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "This Python cannot make a virtual environment: install its venv package (python3-venv)." >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Esther needs Python 3.11 or newer: install it, or say where it is: make run PYTHON=/path/to/python" >&2; \
	exit 1

$(VENV)/.installed: requirements.txt | $(BIN)/python
	@echo "Installing what Esther runs on (a minute, the first time) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements-scale.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests need (a minute, the first time) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.installed
