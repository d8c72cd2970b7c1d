"""`import nbpose` is what every notebook pays for, so it brings in nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import nbpose

HEAVY = {"torch", "cv2", "plotly", "pandas", "ai_edge_litert", "onnxruntime", "av", "scipy"}


def modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_nbpose_imports_nothing_heavy():
    assert not modules_after("import nbpose") & (HEAVY | {"numpy", "anywidget", "IPython"})


def test_the_nouns_need_numpy_alone():
    code = "import nbpose; nbpose.Poses.empty(nbpose.skeleton('coco17'))"
    assert not modules_after(code) & HEAVY


@pytest.mark.parametrize("name", nbpose.__all__)
def test_every_public_name_is_there(name):
    assert getattr(nbpose, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'poze'"):
        nbpose.poze  # noqa: B018


@pytest.mark.parametrize(("name", "function"), [("skeletons", "table"), ("report", "report")])
def test_a_package_named_like_its_function_can_be_called_after_any_import(name, function):
    code = f"import nbpose.{name}; import nbpose; assert callable(nbpose.{name})"
    modules_after(f"{code}; assert nbpose.{name}.{function} is not None")
