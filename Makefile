# `make run` serves the portal with a demo community, `make check` says in seconds what breaks a rule of the house,
# `make test` runs that, then all tests. Between two lines of code: `make test-fast`.

PYTHON := .venv/bin/python
READY := .venv/ready
STYLES := static/css/admin.css static/css/capassistant.css static/css/editor.css
BEAUTIFY := .venv/bin/css-beautify --indent-size 2 --end-with-newline
READ := $(addprefix tests/rules/test_,layers.py requirements.py constructs.py templates.py tokens.py types.py documents.py numbers.py) \
	tests/ui/test_stylesheet.py tests/ui/test_bootstrap.py
CATALOGUES := tests/rules/test_catalogues.py
RULES := $(READ) tests/rules/test_consistency.py tests/rules/test_retention.py tests/ui/test_templates.py
NOWHERE := DATABASE_URL=postgresql:// CAP_SECRET_KEY=none
# One worker a core, each of which may hold twenty of the hundred connections of the server.
WORKERS := -n logical --maxprocesses 4 --dist worksteal
export PYTHONUNBUFFERED = 1
# Kept compiled: each worker, and each portal that a test serves, would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

# Left out of the daily loop: journeys in a browser, whole matrices of roles and pages, the demo, the served portal.
SLOW := tests/journeys tests/rules/test_hostile.py tests/rules/test_access.py tests/rules/test_canaries.py \
	tests/operations/test_demo.py tests/operations/test_demo_community.py tests/operations/test_serve.py \
	tests/operations/test_proxy.py

.PHONY: run check check-code check-templates check-types check-rules check-catalogues test test-fast format messages \
	bootstrap fonts lock

run: $(READY)
	@CAP_DEBUG=1 CAP_ALLOWED_EMAIL_DOMAINS=$${CAP_ALLOWED_EMAIL_DOMAINS-demo.example} exec $(PYTHON) manage.py serve --demo

# No database is started: what would ask one fails.
check: $(READY)
	@$(MAKE) --no-print-directory --jobs 2 --keep-going check-rules check-types check-catalogues check-code \
		check-templates

check-rules: $(READY)
	@$(NOWHERE) $(PYTHON) -m pytest -q -p no:randomly -m "not django_db" $(RULES)

check-catalogues: $(READY)
	@$(NOWHERE) $(PYTHON) -m pytest -q -p no:randomly $(CATALOGUES)

check-types: $(READY)
	@$(NOWHERE) .venv/bin/mypy --no-error-summary

check-code: $(READY)
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .

# What the check has just run whole is not run twice.
test: $(READY) check
	@$(PYTHON) -m pytest $(WORKERS) $(addprefix --ignore=,$(READ) $(CATALOGUES)) $(ARGS)

test-fast: $(READY)
	@$(PYTHON) -m pytest $(WORKERS) $(addprefix --ignore=,$(SLOW)) $(ARGS)

format: $(READY)
	@.venv/bin/ruff format .
	@.venv/bin/djangofmt templates
	@for file in $(STYLES); do $(BEAUTIFY) --replace $$file; done

check-templates: $(READY)
	@.venv/bin/djangofmt --check templates
	@for file in $(STYLES); do $(BEAUTIFY) $$file | diff -u $$file - || exit 1; done

# What is new in code and templates goes into the catalogues; what is written in them is compiled.
messages: $(READY)
	@$(NOWHERE) $(PYTHON) scripts/messages.py

# Bootstrap's sheet, cut anew to the classes that are named today. Needs npm.
bootstrap: $(READY)
	@sh scripts/bootstrap

# The fonts, cut anew to the letters and weights in use.
fonts:
	@sh scripts/fonts

$(READY): requirements.txt
	@sh scripts/setup
	@touch $(READY)

# All that a checkout needs, and the part of it that runs in production.
LOCKED := uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header
lock:
	$(LOCKED) --group embedded --group dev pyproject.toml -o requirements.txt
	$(LOCKED) --constraint requirements.txt pyproject.toml -o requirements-production.txt
