"""A process that ends before one of its changes to the names of files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest


class KilledError(BaseException):
    """Stands for the end of the process."""


@contextmanager
def killed_before(number: int, *changes: str) -> Iterator[None]:
    """Leave the block before the change of this number, from 0, whatever makes it.

    `changes` are methods of `Path` by name, or "link" for `os.link`.
    """
    calls = count()

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if next(calls) == number:
                raise KilledError
            return function(*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch, suppress(KilledError):
        for name in changes:
            owner = os if name == "link" else Path
            patch.setattr(owner, name, counted(getattr(owner, name)))
        yield
