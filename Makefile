# The whole vocabulary: demo, test, check, bench (and requirements, after pyproject.toml changed).
SHELL := /bin/bash
PY := .venv/bin/python
UV := .venv/bin/uv
WAREHOUSE ?= var/warehouse
DEMO_ARGS ?=
# tests of records, which pass on PostgreSQL too
RECORDS = $(wildcard $(addprefix tests/,people platform comparison stewardship councils api site))

.PHONY: demo test fast check bench spark requirements clean

demo: .venv/run.stamp var/frontend/site.css
	@$(PY) -m sectorled demo --warehouse $(WAREHOUSE) $(if $(DATA),--data $(DATA)) $(DEMO_ARGS)

test: .venv/test.stamp var/frontend/site.css system check
	@$(PY) -m pytest -n 2 -m "not spark and not browser" --cov --cov-report=
	@$(PY) -m pytest -m browser tests/journeys tests/browser
	@$(PY) -m tests.postgres $(PY) -m pytest -n 2 -m "not slow and not spark and not browser" $(RECORDS)
	@$(PY) -m tests.coverage_floors
	@if command -v java >/dev/null; then $(MAKE) --no-print-directory spark; else echo "Java is not installed: the Spark tests are skipped."; fi

fast: .venv/test.stamp var/frontend/site.css
	@$(PY) -m pytest -n 2 -m "not slow and not spark and not browser"

check: .venv/test.stamp
	@$(PY) -m ruff check src tests bench
	@$(PY) -m ruff format --check src tests bench
	@$(PY) -m mypy
	@.venv/bin/lint-imports

bench: .venv/test.stamp
	@bash .ci/system bench
	@$(PY) -m bench

spark: .venv-spark/spark.stamp
	@.venv-spark/bin/python -m pytest -m spark tests/engines

var/frontend/site.css: package-lock.json front_end.mjs $(wildcard src/sectorled/site/styles/*.scss)
	@echo "Setting up the front end ..." >&2
	@npm ci --silent --no-fund --no-audit && npm run --silent build
	@$(PY) -m sectorled.publishing.browser var/frontend

# What only root can install is installed where we may, and otherwise named.
.PHONY: system
system:
	@bash .ci/system

.venv/run.stamp: requirements.txt pyproject.toml
	@echo "Setting up Python packages ..." >&2
	@test -x $(PY) || python3 -m venv .venv
	@test -x $(UV) || $(PY) -m pip install --quiet --disable-pip-version-check uv
	@test -f .venv/test.stamp || $(UV) pip sync --quiet --python $(PY) --require-hashes requirements.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $@

.venv/test.stamp: requirements-test.txt pyproject.toml
	@echo "Setting up Python packages, with those for tests ..." >&2
	@test -x $(PY) || python3 -m venv .venv
	@test -x $(UV) || $(PY) -m pip install --quiet --disable-pip-version-check uv
	@$(UV) pip sync --quiet --python $(PY) --require-hashes requirements-test.txt
	@$(PY) -m pip --version >/dev/null 2>&1 || true
	@$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $@ .venv/run.stamp

.venv-spark/spark.stamp: requirements-spark.txt pyproject.toml .venv/test.stamp
	@echo "Setting up the Spark environment ..." >&2
	@test -x .venv-spark/bin/python || python3 -m venv .venv-spark
	@$(UV) pip sync --quiet --python .venv-spark/bin/python --require-hashes requirements-spark.txt
	@$(UV) pip install --quiet --python .venv-spark/bin/python --no-deps --editable .
	@touch $@

requirements: .venv/run.stamp
	@$(UV) export -q --no-emit-project --no-header --no-annotate --no-default-groups > requirements.txt
	@$(UV) export -q --no-emit-project --no-header --no-annotate --group test > requirements-test.txt
	@$(UV) export -q --no-emit-project --no-header --no-annotate --group test --extra spark > requirements-spark.txt

clean:
	rm -rf .venv .venv-spark var .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
