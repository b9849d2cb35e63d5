# Two commands do everything: `make demo` and `make test`. Both are quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

JOB_PACKAGES := libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(JOB_PACKAGES) apertium apertium-eng-spa chromium poppler-utils

.PHONY: help demo test test-long check golden schema clean system-job system-test

help:
	@echo "make demo       set up, then make an edition of the sample articles in output/"
	@echo "make test       set up, then run every test and check"
	@echo "make test-long  the same with the full sizes"
	@echo "make check      formatting, lint and types only"
	@echo "make schema     write docs/edition.schema.json from the code"
	@echo "make golden     accept the present pages as the expected ones"

demo: $(VENV)/.job
	$(BIN)/briefing run examples/articles --date latest

test: $(VENV)/.test
	scripts/test

test-long: $(VENV)/.test
	scripts/test --long

check: $(VENV)/.test
	scripts/check

golden: $(VENV)/.test
	$(BIN)/python tests/render/update_golden.py

schema: $(VENV)/.job
	$(BIN)/python scripts/schema.py

# Debian's python3 comes without ensurepip: python3-venv brings it.
$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || scripts/system-packages python3-venv
	$(PYTHON) -m venv $(VENV)

system-job:
	@scripts/system-packages $(JOB_PACKAGES)

system-test:
	@scripts/system-packages $(TEST_PACKAGES)
	@command -v npm >/dev/null || scripts/system-packages nodejs npm

$(VENV)/.job: pyproject.toml constraints.txt | $(BIN)/python system-job
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt tests/browser/package-lock.json | $(BIN)/python system-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
	@touch $@ $(VENV)/.job

clean:
	rm -rf $(VENV) build dist tests/browser/node_modules
