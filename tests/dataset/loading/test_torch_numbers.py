"""Unsigned numbers on their way to torch: what it cannot hold is said, not wrapped around.

Without torch a stand-in takes the arrays: what matters is which array it is given.
"""

from __future__ import annotations

import sys
import types
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from curator_gui.dataset.own_files import DatasetError


@pytest.fixture
def for_torch(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module that makes tensors, with a torch that returns what it is given."""
    torch, utils, data = (types.ModuleType(n) for n in ("torch", "torch.utils", "torch.utils.data"))
    torch.as_tensor = np.asarray  # type: ignore[attr-defined]
    data.Dataset = type("Dataset", (), {"__class_getitem__": classmethod(lambda cls, _: cls)})  # type: ignore[attr-defined]
    for module in (torch, utils, data):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    name = "curator_gui.dataset.loading.for_torch"
    monkeypatch.delitem(sys.modules, name, raising=False)
    yield import_module(name)
    sys.modules.pop(name, None)


@pytest.mark.parametrize("kind", [np.uint16, np.uint32, np.uint64])
def test_unsigned_numbers_become_int64(for_torch: Any, kind: Any) -> None:
    largest = min(np.iinfo(kind).max, np.iinfo(np.int64).max)
    found = for_torch.tensor(np.array([0, largest], kind))
    assert found.dtype == np.int64
    assert found.tolist() == [0, largest]


def test_bytes_stay_bytes(for_torch: Any) -> None:
    assert for_torch.tensor(np.array([255], np.uint8)).dtype == np.uint8


def test_what_int64_cannot_hold_is_said(for_torch: Any) -> None:
    with pytest.raises(DatasetError, match="9223372036854775808 is too large for torch's int64"):
        for_torch.tensor(np.array([2**63], np.uint64))
