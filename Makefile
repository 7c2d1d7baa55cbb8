# Two commands do everything: `make demo` and `make test`. Both install what they need first and say so.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
DEMO := demo-data

.PHONY: help demo test format lint types contracts docker-lint unit clean bench lock hooks

help: ## Show this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.installed ## Run the main job from start to end on a made-up event, and show what came out.
	@$(BIN)/boothflow demo --out $(DEMO) $(if $(AGAIN),--again)

test: $(VENV)/.installed $(VENV)/.test-system format lint types contracts docker-lint unit ## Run every check there is.
	@echo "All checks passed."

format: $(VENV)/.installed ## Check the formatting.
	@echo "== format"; $(BIN)/ruff format --check .

lint: $(VENV)/.installed ## Look for mistakes and for what the house style forbids.
	@echo "== lint"; $(BIN)/ruff check .

types: $(VENV)/.installed ## Check all types strictly.
	@echo "== types"; $(BIN)/mypy

contracts: $(VENV)/.installed ## Check who may import whom.
	@echo "== import contracts"; $(BIN)/lint-imports --no-logo

docker-lint: $(VENV)/.installed ## Check the Dockerfiles and the compose file (no engine needed).
	@echo "== docker"; $(BIN)/hadolint --failure-threshold warning docker/*.Dockerfile
	@POSTGRES_PASSWORD=x PREFECT_AUTH=x:x $(BIN)/docker-compose -f docker/compose.yaml config --quiet

unit: $(VENV)/.installed $(VENV)/.test-system ## Run the tests and show what they cover.
	@echo "== tests"; $(BIN)/pytest -q -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

bench: $(VENV)/.installed ## Compare with the best there is (long); see docs/.
	@echo "== installing the peers"; $(BIN)/uv pip sync --quiet lock/bench.txt && $(BIN)/uv pip install --quiet --no-deps --editable .
	@for script in decode match; do nice -n 10 $(BIN)/python -m bench.$$script --quick; done

lock: $(VENV)/.installed ## Pin the newest versions that fit together.
	@scripts/lock.sh $(BIN)/uv

hooks: $(VENV)/.installed ## Have git run the project's own tools before every commit.
	@$(BIN)/pre-commit install

clean: ## Remove what was installed and made here.
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Each step below is done once and again only when what it depends on has changed.
$(VENV)/.system: scripts/system-packages.sh
	@scripts/system-packages.sh run
	@mkdir -p $(VENV) && touch $@

$(VENV)/.test-system: scripts/system-packages.sh $(VENV)/.installed
	@scripts/system-packages.sh test
	@touch $@

$(VENV)/bin/uv: | $(VENV)/.system
	@echo "== making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.7"

$(VENV)/.installed: pyproject.toml lock/dev.txt | $(VENV)/bin/uv
	@echo "== installing the pinned packages (about 1 GB, once)"
	@$(BIN)/uv pip sync --quiet lock/dev.txt || $(BIN)/pip install --quiet --require-hashes --requirement lock/dev.txt
	@$(BIN)/uv pip install --quiet --no-deps --editable . || $(BIN)/pip install --quiet --no-deps --editable .
	@touch $@
