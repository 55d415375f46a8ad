"""Tracebacks of a person's own components give their file and the line."""

from __future__ import annotations

import pickle
import subprocess
import sys
import traceback

import cloudpickle

from curator_gui.core.registration.registry import Registry

SOURCE = """
from curator_gui.core import Filter
from curator_gui.core.registration.registry import Domain


class Fails(Filter):
    name = "Fails"
    description = "Divides by nothing."

    @classmethod
    def params(cls):
        return []

    def __call__(self, items):
        for item in items:
            yield item / 0  # here it fails


def register(registry):
    registry.add_domain(Domain("own", "Own", "int"))
    registry.add("own", Fails)
"""
SHOW = """
import pickle, sys, traceback
step = pickle.loads(sys.stdin.buffer.read())
try:
    list(step([1]))
except ZeroDivisionError:
    print(traceback.format_exc())
"""


def test_a_traceback_from_another_process_names_file_and_line(tmp_path):
    path = tmp_path / "my steps.py"
    path.write_text(SOURCE)
    registry = Registry()
    registry.load_folder(tmp_path)
    assert not registry.failures
    step = registry.get("own.Fails").cls()
    shipped = cloudpickle.dumps(step)
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], input=shipped, capture_output=True, check=True
    ).stdout.decode()
    assert f'File "{path}", line 16' in shown
    assert "yield item / 0  # here it fails" in shown
    assert cloudpickle.dumps(step) == shipped  # equal pipelines are shipped once


def test_code_without_a_file_is_shipped_as_before():
    space: dict[str, object] = {}
    exec("def divide(a):\n    return a / 0\n", space)
    divide = pickle.loads(cloudpickle.dumps(space["divide"]))
    try:
        divide(1)
    except ZeroDivisionError:
        assert "dynamic-code" in traceback.format_exc()
