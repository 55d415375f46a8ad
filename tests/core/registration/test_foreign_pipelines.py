"""Pipelines of others are taken for what they offer, and told what they lack."""

from __future__ import annotations

from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.core.registration.foreign import as_pipeline
from tests.run.toys import Numbers


def test_a_pipeline_of_others_without_filters_or_params_is_understood() -> None:
    class Theirs:
        source = Numbers(3)
        sink: Any = None
        filters = None

    assert as_pipeline(Theirs()).filters == ()
    Theirs.sink = object()
    with pytest.raises(ParamError, match="object has no params"):
        as_pipeline(Theirs())
