"""Frames of a film, made ahead in a real process, of steps that pass, raise and crash."""

from __future__ import annotations

import numpy as np
import pytest

from curator_gui.app.preview import reel as reels
from curator_gui.app.preview.item_contents import ItemOutput
from curator_gui.app.preview.reading import read_file
from curator_gui.app.preview.reel import Reel
from curator_gui.app.preview.request import Request, build_ready
from curator_gui.app.preview.scenes import OutputScene, PipelineScene
from curator_gui.core.measuring.inspection import (
    Image,
    Inspector,
    ItemSummary,
    Raster,
    Text,
    View,
    summarise,
)
from curator_gui.run.helper.film import (
    MAX_FRAME_SIDE,
    Frame,
    Take,
    fitting,
    load_film,
    make_frame,
    output_frame,
)
from tests.app.preview.strange_steps import make_document, make_registry

WAIT_MS = 60_000
VIEW = View("value", "array", 64, 64, quick=True)


@pytest.fixture
def reel(qapp):
    made = Reel()
    yield made
    made.close()


def scene(*acts: str, take: Take | None = None, size: int = 10) -> PipelineScene:
    request = Request(make_document(*acts), make_registry(), None, 0)
    return PipelineScene(request, size, take or Take(VIEW), seconds=10)


class Made:
    """A scene of frames that say which they are, made at once; some may fail."""

    def __init__(self, size: int, failing: tuple[int, ...] = (), name: str = "made") -> None:
        self.size, self.failing, self.order = size, failing, []
        self.subject = (name,)

    def make(self, helper: object, number: int) -> Frame:
        self.order.append(number)
        if number in self.failing:
            raise ValueError(number)
        picture = Raster(np.zeros((10, 10, 3), np.uint8))
        return Frame(View(field=str(number)), {(0, 0): picture})


def made(qtbot, reel, scene, at, by=1):
    reel.aim(scene, at, by)
    qtbot.waitUntil(lambda: not reel.busy, timeout=WAIT_MS)
    return scene.order


def test_what_is_looked_at_comes_first_then_what_will_be(qtbot, reel):
    assert made(qtbot, reel, Made(100), 20) == [20, *range(21, 29), 19]
    back = Made(100, name="back")
    assert made(qtbot, reel, back, 20, by=-1) == [20, *range(19, 11, -1), 21]
    assert made(qtbot, reel, back, 19, by=-1)[-1] == 11  # the others are there


def test_nothing_is_made_beyond_the_ends(qtbot, reel):
    assert made(qtbot, reel, Made(3), 1) == [1, 2, 0]


def test_where_a_frame_takes_long_only_the_next_one_is_made_ahead(qtbot, reel, monkeypatch):
    monkeypatch.setattr(reels, "SLOW_S", -1.0)
    assert made(qtbot, reel, Made(100), 5) == [5, 6, 4]


def test_the_nearest_frame_is_known_by_its_number(qtbot, reel):
    assert reel.nearest(4) is None
    made(qtbot, reel, Made(3), 1)
    number, frame = reel.nearest(90)
    assert (number, frame.view.field) == (2, "2")


def test_another_subject_forgets_the_frames_and_the_same_keeps_them(qtbot, reel):
    made(qtbot, reel, Made(3), 0)
    again = Made(3)
    assert made(qtbot, reel, again, 0) == []
    assert reel.frame(0) is not None
    made(qtbot, reel, Made(3, name="other", failing=(0, 1, 2)), 0)
    assert reel.frame(0) is None


def test_a_frame_that_cannot_be_made_is_known_and_not_tried_again(qtbot, reel):
    failing = Made(10, failing=(4,))
    assert made(qtbot, reel, failing, 4) == [4]  # its preview tells; the next aim goes on
    assert reel.failed(4)
    assert made(qtbot, reel, failing, 4)[1] == 5


def test_where_memory_is_short_the_farthest_go_and_nothing_is_made_twice(qtbot, reel, monkeypatch):
    monkeypatch.setattr(reels, "MAX_BYTES", 4 * 300)
    large = Made(100)
    assert made(qtbot, reel, large, 50) == [50, 51, 52, 49]
    assert made(qtbot, reel, large, 51)[4:] == [53]
    assert sorted(reel._frames) == [50, 51, 52, 53]
    assert made(qtbot, reel, large, 90)[5:] == [90, 91, 92, 89]
    assert sorted(reel._frames) == [89, 90, 91, 92]


@pytest.mark.workers
def test_a_frame_says_what_a_preview_of_the_item_says(qtbot, reel):
    reel.aim(scene("change"), 3)
    qtbot.waitUntil(lambda: reel.frame(3) is not None, timeout=WAIT_MS)
    frame = reel.frame(3)
    assert (frame.opened.index, frame.opened.label, frame.opened.size) == (3, "numbers 3", 10)
    before, after = frame.steps
    assert [f.maximum for f in before.items[0].fields if f.name == "value"] == [8.0]
    assert [f.minimum for f in after.items[0].fields if f.name == "value"] == [-16.0]
    assert set(frame.pictures) == {(0, 0), (1, 0)}
    assert "dimension" in frame.pictures[1, 0].reason  # why a row of numbers has no picture


@pytest.mark.workers
def test_a_step_that_raises_is_in_the_frame_and_one_that_crashes_has_none(qtbot, reel):
    reel.aim(scene("pass", "raise", "pass"), 0)
    qtbot.waitUntil(lambda: reel.frame(0) is not None, timeout=WAIT_MS)
    assert [bool(step.error) for step in reel.frame(0).steps] == [False, False, True]
    reel.aim(scene("crash"), 0)
    qtbot.waitUntil(lambda: reel.failed(0), timeout=WAIT_MS)
    reel.aim(scene("pass"), 0)
    qtbot.waitUntil(lambda: reel.frame(0) is not None, timeout=WAIT_MS)


@pytest.mark.workers
def test_the_film_of_a_step_that_multiplies_shows_the_item_of_choice(qtbot, reel):
    reel.aim(scene("triple", "pass", take=Take(VIEW, step=1, item=2)), 0)
    qtbot.waitUntil(lambda: reel.frame(0) is not None, timeout=WAIT_MS)
    assert set(reel.frame(0).pictures) == {(0, 0), (1, 2)}


def test_what_is_drawn_before_a_step_is_as_it_was_though_the_step_works_in_place():
    pipeline, _ = build_ready(scene("change").request)
    load_film("here", pipeline, Inspector(lambda item: ItemSummary("x"), draw_sum))
    frame = make_frame("here", 1, Take(VIEW))
    assert {place: picture.text for place, picture in frame.pictures.items()} == {
        (0, 0): "21.0",
        (1, 0): "-42.0",
    }
    assert make_frame("another", 1, Take(VIEW)) is None


def draw_sum(item, view):
    return Text(str(item["value"].sum()))


def test_an_item_without_the_field_shows_its_first_one():
    item = ItemSummary("x", (), (summarise("a", "point", np.arange(3.0)),))
    assert fitting(View("a", "point"), item) == View("a", "point")
    assert fitting(View("b", "cell"), item) == View("a", "point")
    assert fitting(View("b", "cell"), None).field == ""


def test_frames_of_outputs_are_thinned_and_damaged_files_say_why(tmp_path):
    side = 2 * MAX_FRAME_SIDE + 3
    np.save(tmp_path / "a.npy", np.arange(float(side * 4)).reshape(4, side))
    frame = output_frame(read_file, Take(VIEW), str(tmp_path / "a.npy"), "")
    (picture,) = frame.pictures.values()
    assert isinstance(picture, Image)
    assert picture.values.shape[1] <= MAX_FRAME_SIDE
    assert len(picture.x) == picture.values.shape[1]
    assert frame.nbytes == picture.values.nbytes
    (tmp_path / "b.npy").write_bytes(b"none")
    frame = output_frame(read_file, Take(VIEW), str(tmp_path / "b.npy"), "")
    assert "b.npy cannot be read" in frame.output.error.message
    assert frame.pictures == {}


def test_scenes_are_equal_by_what_their_frames_depend_on():
    assert scene("pass").subject == scene("pass").subject
    assert scene("pass").subject != scene("pass", take=Take(View("mask", "array"))).subject
    outputs = (ItemOutput("a.npy"), ItemOutput("b.npy"))
    assert OutputScene(outputs, "mesh", Take(VIEW), 5).size == 2
    assert (
        OutputScene(outputs, "mesh", Take(VIEW), 5).subject
        != OutputScene(outputs[:1], "mesh", Take(VIEW), 5).subject
    )
