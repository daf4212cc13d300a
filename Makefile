# Two commands: `make run` serves the portal with a demo community, `make test` runs all tests.
# Between two lines of code: `make test-fast`.

PYTHON := .venv/bin/python
READY := .venv/ready
# One worker a core, each of which may hold twenty of the hundred connections of the server.
WORKERS := -n logical --maxprocesses 4 --dist worksteal
export PYTHONUNBUFFERED = 1

# Left out of the daily loop: journeys in a browser, whole matrices of roles and pages, the demo, the served portal.
SLOW := tests/journeys tests/rules/test_hostile.py tests/rules/test_access.py tests/rules/test_canaries.py \
	tests/operations/test_demo.py tests/operations/test_demo_community.py tests/operations/test_serve.py

.PHONY: run test test-fast lock

run: $(READY)
	@CAP_DEBUG=1 CAP_ALLOWED_EMAIL_DOMAINS=$${CAP_ALLOWED_EMAIL_DOMAINS-demo.example} exec $(PYTHON) manage.py serve --demo

test: $(READY)
	@$(PYTHON) -m pytest $(WORKERS) $(ARGS)

test-fast: $(READY)
	@$(PYTHON) -m pytest $(WORKERS) $(addprefix --ignore=,$(SLOW)) $(ARGS)

$(READY): requirements.txt
	@sh scripts/setup
	@touch $(READY)

lock:
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header \
		--group embedded --group dev pyproject.toml -o requirements.txt
