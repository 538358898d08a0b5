# make books    writes every book into workbooks/
# make test     runs the tests            make lint   ruff, mypy, import layers
# make bench    measures, as ratios       make clean  removes what was made here
# make prove    every full count, into the README (hours); one step with STEP=, such as STEP=mutation
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
EXTRAS := test,server,pdf,extracts

.PHONY: books test lint bench prove clean

books: .venv/ready
	$(BIN)/alamo-xl build

# import what only LibreOffice's own Python has, or an extra that the tests do without
IMPORTED_ELSEWHERE := alamo_xl/hosts/libreoffice/component.py alamo_xl/extracts/spark.py

test: .venv/ready
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder
	$(BIN)/pytest --doctest-modules $(IMPORTED_ELSEWHERE:%=--ignore %) alamo_xl tests/support/counts.py

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/prove
	$(BIN)/python -m tests.bench

prove: .venv/prove
	$(BIN)/python -m tests.prove $(STEP)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist

.venv/prove: .venv/ready
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[$(EXTRAS),prove,spark]'
	touch $@

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[$(EXTRAS)]'
	touch $@
