# Every path here is relative, because make cannot handle spaces in the path of a checkout.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
IN_VENV := $(VENV)/bin/python
.DEFAULT_GOAL := help
export PORT DATA_DIR ARTICLES COURT_FILES CHROMIUM

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1 - /p' Makefile

.PHONY: run
run: $(VENV)/run.stamp ## Start the tracker (PORT=8000 DATA_DIR=var ARTICLES=folder)
	@exec $(IN_VENV) manage.py run

.PHONY: test
test: $(VENV)/dev.stamp ## Run every test, those in a browser included (ARGS=… for pytest)
	@$(IN_VENV) -m tests.programs
	$(IN_VENV) -m pytest -n 2 --dist=loadscope --no-loadscope-reorder $(ARGS)

# A key for one run of the deployment checks; the addresses in them are never connected to.
AS_DEPLOYED = DATABASE_URL=postgres://nobody@localhost/none CELERY_BROKER_URL=redis://localhost \
	ALLOWED_HOSTS=tracker.example.org \
	SECRET_KEY="$$($(IN_VENV) -c 'import secrets; print(secrets.token_urlsafe(64))')"

.PHONY: check
check: DATA_DIR := $(or $(DATA_DIR),$(VENV)/check)
check: $(VENV)/dev.stamp ## Check format, lint, types, migrations and deployment settings
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m mypy
	$(IN_VENV) manage.py makemigrations --check --dry-run
	$(IN_VENV) manage.py check --database default --fail-level WARNING
	@echo 'manage.py check --deploy --fail-level WARNING, as deployed'
	@$(AS_DEPLOYED) $(IN_VENV) manage.py check --deploy --fail-level WARNING

.PHONY: bench
bench: $(VENV)/dev.stamp ## Measure what the tracker promises (ARGS=anchoring for one benchmark)
	@$(IN_VENV) -m benchmarks $(ARGS)

.PHONY: screenshot
screenshot: $(VENV)/dev.stamp ## Take README's picture of the tracker that make run has started
	$(IN_VENV) -m docs.screenshot http://localhost:$(PORT)

# The locks name versions and hashes but no index, so they hold wherever packages come from.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links

.PHONY: lock
lock: ## Renew both lock files from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 1; }
	$(LOCK) --upgrade -o requirements.lock
	$(LOCK) --upgrade --group dev -c requirements.lock -o requirements-dev.lock

.PHONY: clean
clean: ## Delete what can be made again (the data in var/ stays)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

INSTALL := $(IN_VENV) -m pip install --quiet --disable-pip-version-check --no-input \
	--require-hashes --no-deps

# The stamps are written last, so an installation that was interrupted is begun again; a lock that
# has changed makes the whole environment anew, without what the old one named.
$(VENV)/run.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Case Tracker needs Python 3.11 or newer, and $(PYTHON) is not:" >&2; \
		$(PYTHON) --version >&2; \
		echo "Install a newer one and name it: make run PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; }
	@echo 'Installing the libraries into $(VENV) …'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo 'Installing the libraries for tests and checks into $(VENV) …'
	@$(INSTALL) -r requirements-dev.lock
	@touch $@
