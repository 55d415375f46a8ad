"""Whatever was run before, in whichever order: what is left out is there, and all of it is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fast import tried
from tests.run.planning.resuming.histories import Place, pipeline_to

COUNT = 5
FOLDERS = ("a", "b")
Indices = st.lists(st.integers(0, COUNT - 1), min_size=1, unique=True)


@dataclass(frozen=True)
class Ran:
    """A run: of which indices, with which factor, to which folder, what failed, and how."""

    indices: tuple[int, ...]
    factor: int
    folder: str
    failing: frozenset[int]
    resumed: bool
    stops: bool


@dataclass(frozen=True)
class Removed:
    folder: str
    index: int


RUNS = st.builds(
    Ran,
    Indices.map(tuple),
    st.sampled_from([1, 2]),
    st.sampled_from(FOLDERS),
    st.frozensets(st.integers(0, COUNT - 1), max_size=2),
    st.booleans(),
    st.booleans(),
)
REMOVALS = st.builds(Removed, st.sampled_from(FOLDERS), st.integers(0, COUNT - 1))


@dataclass
class World:
    """What is true: the last thing that a run did to each index of a folder, and what lies there.

    `last` has the factor and whether that was finished; an index in which nothing happened has
    none.
    """

    root: Path
    last: dict[tuple[str, int], tuple[int, bool]] = field(default_factory=dict)
    files: set[tuple[str, int]] = field(default_factory=set)

    def current(self, factor: int, folder: str, indices: Sequence[int]) -> set[int]:
        """Return the indices that are finished for good."""
        keys = {index: (folder, index) for index in indices}
        return {
            index
            for index, key in keys.items()
            if self.last.get(key) == (factor, True) and key in self.files
        }

    def ran(self, step: Ran, todo: Sequence[int]) -> None:
        for index in todo:
            key, failed = (step.folder, index), index in step.failing
            self.last[key] = (step.factor, not failed)
            if not failed:
                self.files.add(key)
            elif step.stops:
                break

    def path(self, folder: str, index: int) -> Path:
        return self.root / folder / f"{index}.txt"


def play(place: Place, world: World, step: Ran | Removed) -> None:
    if isinstance(step, Removed):
        world.path(step.folder, step.index).unlink(missing_ok=True)
        world.files.discard((step.folder, step.index))
        return
    pipeline = pipeline_to(world.root / step.folder, step.factor)
    resume = place.last if step.resumed and place.count else None
    left = world.current(step.factor, step.folder, step.indices) if resume else set()
    todo = [index for index in step.indices if index not in left]
    result = place.run(
        pipeline, step.indices, resume=resume, failing=tuple(step.failing),
        on_error="stop" if step.stops else "continue",
    )  # fmt: skip
    assert set(result.skipped) == left
    world.ran(step, todo)


@settings(max_examples=tried(15))
@given(st.lists(st.one_of(RUNS, RUNS, REMOVALS), min_size=2, max_size=7))
def test_what_is_left_out_is_exactly_what_is_finished_for_good(steps: list[Ran | Removed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, world = Place(Path(folder) / "runs"), World(Path(folder))
        for step in steps:
            play(place, world, step)
        if not place.count:
            return
        for factor in (1, 2):
            for name in FOLDERS:
                plan = place.plan(pipeline_to(world.root / name, factor), range(COUNT))
                assert set(plan.skip) == world.current(factor, name, range(COUNT))
                assert plan.skip.keys() | plan.rerun.keys() == set(range(COUNT))
                for index in plan.skip:
                    assert world.path(name, index).read_text() == f"{index * factor:03}"
