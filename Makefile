# Kedrovka. `make demo` and `make test` are all that a newcomer needs; both install what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo
SEED ?= 1
PORT ?= 8501
JOBS ?= 2

.PHONY: demo serve test check bench setup format lock clean

$(VENV)/.ready: requirements.lock pyproject.toml .ci/setup
	.ci/setup $(PYTHON) $(VENV) requirements.lock
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	.ci/setup $(PYTHON) $(VENV) requirements-dev.lock
	touch $@

setup: $(VENV)/.ready

demo: setup
	$(BIN)/kedrovka demo --folder $(DEMO) --seed $(SEED)

serve: setup
	$(BIN)/kedrovka serve --project $(DEMO)/project --port $(PORT)

test: $(VENV)/.ready-dev
	.ci/browser
	OMP_NUM_THREADS=1 $(BIN)/pytest -n $(JOBS) --dist loadfile -q

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/python .ci/lock.py
	$(BIN)/python .ci/licences.py

format: $(VENV)/.ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.ready-dev
	$(BIN)/python benchmarks/all.py $(if $(REAL),--real $(REAL))

lock: $(VENV)/.ready-dev
	.ci/relock $(BIN)

clean:
	rm -rf $(VENV) build *.egg-info
