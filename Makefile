# Two commands: `make run` serves the portal with a demo community, `make test` runs all tests.

PYTHON := .venv/bin/python
READY := .venv/ready
export PYTHONUNBUFFERED = 1

.PHONY: run test lock

run: $(READY)
	@CAP_DEBUG=1 CAP_ALLOWED_EMAIL_DOMAINS=$${CAP_ALLOWED_EMAIL_DOMAINS-demo.example} exec $(PYTHON) manage.py serve --demo

test: $(READY)
	@$(PYTHON) -m pytest -n 2 $(ARGS)

$(READY): requirements.txt
	@sh scripts/setup
	@touch $(READY)

lock:
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header \
		--group embedded --group dev pyproject.toml -o requirements.txt
