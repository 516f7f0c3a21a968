# Two commands: `make run` and `make test`. Everything else is a convenience.
# The python3.11 of the path; the system's where that one was made without a profile (as pyenv does), for notes are then
# read a tenth slower, and where the system's is whole: it can make a .venv, and its headers are there to compile with.
PLAIN := import sysconfig; exit("--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or ""))
WHOLE := import ensurepip, os, sysconfig; exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))
PYTHON ?= $(shell found=$$(command -v python3.11 || command -v python3); \
  $$found -c '$(PLAIN)' 2>/dev/null && /usr/bin/python3.11 -c '$(WHOLE)' 2>/dev/null && found=/usr/bin/python3.11; \
  echo $$found)
VENV   := .venv
BIN    := $(VENV)/bin
HOME_DIR ?= data
WORKERS ?= 2

export DAGSTER_DISABLE_TELEMETRY := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup compile run test soak audit ui lint bench docs clean

help:  ## Show this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Setting up $(VENV) with $(PYTHON) (a few minutes the first time)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else "Python 3.11 is needed; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m onco_pipeline.report.library
	@touch $@

setup: $(VENV)/.compiled  ## Make .venv from requirements.lock, and compile the extraction where a C compiler is

.compile/.installed: Makefile
	@$(PYTHON) -m venv .compile
	@.compile/bin/python -m pip install --quiet mypy==2.4.1 cython==3.3.1 setuptools==84.2.1
	@touch $@

# A Python of its own: mypy asks for other versions of libraries than dbt does.
compile: $(VENV)/.installed .compile/.installed  ## Compile the extraction anew, after its sources changed
	@.compile/bin/python -m onco_pipeline.compiling $(BIN)/python

# Tried once; whoever has no C compiler or package index goes on without.
$(VENV)/.compiled: $(VENV)/.installed
	@echo "Compiling the extraction (seven minutes, once; make .venv/.installed does without)"
	@$(MAKE) --silent compile || echo "Not compiled; the sources are read as they are, which is slower and gives the same."
	@touch $@

run: setup  ## Run the whole job (on the synthetic hospital unless SOURCE=path is given)
	@$(BIN)/python -c "from onco_pipeline.compiled import is_stale; is_stale() and print('The compiled extraction is of other sources, so these are read as they are: make compile')"
	$(BIN)/onco run --home $(HOME_DIR) $(if $(SOURCE),--source $(SOURCE))

test: $(VENV)/.installed  ## Run the whole test suite
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder

soak: $(VENV)/.installed  ## What takes long: kills, full disks, fuzzed notes and tables (SEED=n draws others)
	ONCO_SOAK=1 $(if $(SEED),ONCO_SOAK_SEED=$(SEED)) $(BIN)/python -m pytest -m soak -n $(WORKERS) --dist worksteal

ui: setup  ## Open the Dagster UI on 127.0.0.1:3000
	$(BIN)/onco ui --home $(HOME_DIR)

bench: setup  ## Measure beside the stock EDS-NLP chain; writes docs/performance.md (an hour)
	$(BIN)/python -m benchmarks

docs: $(VENV)/.installed  ## Build the docs site into build/site (opens from the disk)
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	@echo "open build/site/index.html; with search: $(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site 8001"

lint: $(VENV)/.installed .compile/.installed  ## ruff check and format, mypy's strict rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	.compile/bin/mypy

.audit/.installed:
	$(PYTHON) -m venv .audit
	.audit/bin/python -m pip install --quiet bandit==1.9.4 pip-audit==2.10.1
	@touch $@

audit: .audit/.installed  ## bandit on the code, pip-audit on the lock (asks the package index for known vulnerabilities)
	.audit/bin/bandit -q -c pyproject.toml -r onco_pipeline assets resources
	.audit/bin/pip-audit -r requirements.lock --no-deps --disable-pip --strict

clean:  ## Remove what runs made (not .venv)
	rm -rf $(HOME_DIR) .audit .compile onco_pipeline/_compiled $(VENV)/.compiled .pytest_cache .ruff_cache .hypothesis dbt_project/target dbt_project/logs
