# Two commands: `make run` serves the portal with a demo community, `make test` runs all tests.

PYTHON := .venv/bin/python
READY := .venv/ready
STYLES := static/css/admin.css static/css/capassistant.css static/css/editor.css
BEAUTIFY := .venv/bin/css-beautify --indent-size 2 --end-with-newline
export PYTHONUNBUFFERED = 1

.PHONY: run test format check-templates lock

run: $(READY)
	@CAP_DEBUG=1 CAP_ALLOWED_EMAIL_DOMAINS=$${CAP_ALLOWED_EMAIL_DOMAINS-demo.example} exec $(PYTHON) manage.py serve --demo

test: $(READY)
	@$(PYTHON) -m pytest -n 2 $(ARGS)

format: $(READY)
	@.venv/bin/ruff format .
	@.venv/bin/djangofmt templates
	@for file in $(STYLES); do $(BEAUTIFY) --replace $$file; done

check-templates: $(READY)
	@.venv/bin/djangofmt --check templates
	@for file in $(STYLES); do $(BEAUTIFY) $$file | diff -u $$file - || exit 1; done

$(READY): requirements.txt
	@sh scripts/setup
	@touch $(READY)

lock:
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header \
		--group embedded --group dev pyproject.toml -o requirements.txt
