# `make` alone lists what can be made. A fresh clone needs git, make and Python 3.11 or newer.
PYTHON ?= python3
RUN := .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help report lab app test check fix environment words docs lock bench clean

help: ## List what can be made
	@awk 'BEGIN {FS = ":.*## "} /^##@ / {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

##@ Use it
report: .venv/installed ## Print the main report: Tuyên Quang, seven months of 2021, in Vietnamese
	@.venv/bin/icanalysis report attainment --place 08 --as-of 2021-07-31 --language vi

lab: .venv/installed ## Explore the notebooks in JupyterLab
	@.venv/bin/icanalysis lab

app: .venv/installed ## Serve the notebooks as pages, on this machine only
	@.venv/bin/icanalysis app

##@ Work on it
test: .venv/installed ## Run all tests and the examples in the docstrings; gets a Chromium and a LibreOffice if there are none
	@$(RUN) scripts.browser
	@$(RUN) scripts.office
	@$(RUN) pytest -q -n 2

check: .venv/installed ## Hold the tree to the house rules; never writes
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@.venv/bin/lint-imports --cache-dir .cache/imports --no-logo
	@$(RUN) scripts.words --check
	@$(RUN) scripts.docs --check

fix: .venv/installed environment words docs ## Mend what check finds and make the generated files anew
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

bench: .venv/installed ## Measure against what one would use instead
	@$(RUN) benchmarks

##@ Generated files
environment: .venv/installed ## Write environment.yml from pyproject.toml
	@$(RUN) pyproject2conda project

words: .venv/installed ## Bring the catalogues in step with code and notebooks; lists what lacks a translation
	@$(RUN) scripts.words

docs: .venv/installed ## Write the generated pages of docs/reference
	@$(RUN) scripts.docs

lock: .venv/installed ## Write requirements.lock from pyproject.toml; ARGS=--upgrade takes newer versions
	@$(RUN) uv pip compile pyproject.toml --quiet --group dev --group bench --output-file requirements.lock \
		--universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command "make lock" $(ARGS)

##@ Tidy up
clean: ## Remove .venv and caches; reports stay
	@rm -rf .venv .cache .hypothesis .pytest_cache dist
	@find . -name __pycache__ -prune -exec rm -rf {} +

.venv/installed: requirements.lock pyproject.toml scripts/install.py
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). Install Python 3.11 or newer, or name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) scripts/install.py
