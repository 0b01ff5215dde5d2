# Two commands do everything: `make site` builds the sample mirror, `make test` proves the tool.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
BENCH ?= --sizes 1000,10000 --table all --gogc 100,200,400 --rows cold,warm,serve --memory \
	--dumps 10000 --crawl 64 --pages 300

.PHONY: site serve check test lint quality bench bench-smoke torture lock schema clean

site: $(VENV)/.runtime  ## set up, and build the sample mirror into output/
	$(RUN) build.py

serve: $(VENV)/.runtime  ## preview the sample mirror on this machine
	$(RUN) build.py serve

check: $(VENV)/.runtime  ## check the finished site
	$(RUN) build.py check

test: lint  ## set up, and run all checks and tests
	$(RUN) -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy

quality: $(VENV)/.dev  ## measure the cleaning against texts with a known truth, and write docs/explanation/accuracy.md
	$(RUN) -m benchmarks.quality --install --write

bench: $(VENV)/.dev  ## measure warraq beside its peers, and write docs/explanation/performance.md
	$(RUN) benchmarks/bench.py --install $(BENCH) --report

bench-smoke: $(VENV)/.dev  ## prove that the benchmark compares like with like
	$(RUN) -m pytest tests/test_bench_smoke.py

torture: $(VENV)/.dev  ## run the long proofs, some hours
	$(RUN) -m benchmarks.torture

lock: $(VENV)/.dev  ## pin the dependencies anew
	$(RUN) scripts/make_lock.py

schema: $(VENV)/.dev  ## write the JSON Schema of site.yaml into the reference
	$(RUN) scripts/make_schema.py

clean:
	rm -rf $(VENV) .warraq output

$(VENV)/.runtime: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN) -m compileall -q warraq
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
