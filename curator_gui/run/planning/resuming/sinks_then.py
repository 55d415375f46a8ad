"""Which sinks of a pipeline an earlier run had, so that its outputs still count."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from curator_gui.core.fingerprint import SINK_NUMBER, count_sinks
from curator_gui.run.record.tables.rows import Output

Described = Sequence[Mapping[str, Any]]


class SinksThen:
    """Compares the sinks of a pipeline with those of an earlier run, both as described.

    Attributes
    ----------
    new
        The names of the sinks that the earlier run did not have, if nothing else has changed.
    all_known
        Whether nothing has changed but that sinks are gone or in another order.
    """

    def __init__(self, then: Described, now: Described) -> None:
        front_then, sinks_then = _parted(then)
        front_now, sinks_now = _parted(now)
        self._number: dict[int, int] = {}
        self.new: list[str] = []
        for number, sink in enumerate(sinks_now):
            place = _unused(sink, sinks_then, self._number)
            if place is None:
                self.new.append(str(now[len(front_now) + number].get("name", "")))
            else:
                self._number[place] = number
        same = front_then == front_now and bool(sinks_now)
        self.all_known = same and not self.new
        gone = {_component(s) for n, s in enumerate(sinks_then) if n not in self._number}
        came = [_component(s) for s in sinks_now]
        if not same or gone.intersection(came):  # then a sink was changed, not added
            self.new = []

    def by_number(self, of_each: Mapping[int, int]) -> tuple[int, ...]:
        """Return numbers about each sink, those of sinks that there still are in their order."""
        if self.all_known:
            of_each = {self._number[n]: each for n, each in of_each.items() if n in self._number}
        return tuple(of_each.get(n, 0) for n in range(max(of_each, default=-1) + 1))

    def still_there(self, outputs: Sequence[Output]) -> list[Output]:
        """Return the outputs of the sinks that there still are, in their order and by number.

        Where sinks were changed otherwise, all stay as they are.
        """
        if not self.all_known:
            return list(outputs)
        kept = [output for output in outputs if output.sink in self._number]
        if all(then == now for then, now in self._number.items()):  # replacing takes its time
            return kept
        moved = [replace(output, sink=self._number[output.sink]) for output in kept]
        return sorted(moved, key=lambda output: output.sink)


def _parted(described: Described) -> tuple[list[str], list[str]]:
    """Return what is before the sinks, and the sinks, in a form that can be compared."""
    first = len(described) - count_sinks(described)
    texts = [_text(step) for step in described]
    return texts[:first], texts[first:]


def _text(step: Mapping[str, Any]) -> str:
    plain = {name: value for name, value in step.items() if name != SINK_NUMBER}
    return json.dumps(plain, sort_keys=True, default=str)


def _component(text: str) -> str:
    return str(json.loads(text).get("component", ""))


def _unused(sink: str, among: Sequence[str], used: Mapping[int, int]) -> int | None:
    return next((n for n, each in enumerate(among) if each == sink and n not in used), None)
