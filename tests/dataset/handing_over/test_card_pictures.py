"""Pictures and words of the card: of numbers alone, the same bytes, and no file of others lost."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core.documents.document_io import parse_document
from curator_gui.dataset.handing_over.card.described import Told, told, told_in, with_told
from curator_gui.dataset.handing_over.card.pictures import (
    HEIGHT,
    WIDTH,
    histogram,
    item_picture,
    png,
    sheet,
)
from curator_gui.dataset.handing_over.writing import hand_over, write_choices, write_told
from curator_gui.dataset.layout import CARD, DESCRIPTION, DISTRIBUTION_PICTURES, ITEM_PICTURES
from curator_gui.dataset.own_files import DatasetError
from curator_gui.dataset.verifying import verify
from tests.dataset.conftest import Ready
from tests.dataset.made import MADE, make, meshes, run

DOCUMENT = """# why: the first trial
format: curator-pipeline
version: 1
name: Made
steps: []
dataset:
  title: Boxes  # of different sizes
  creators: [Ada, Bob]
  funding: none
"""


def read_png(data: bytes) -> np.ndarray[Any, Any]:
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT")
    (length,) = struct.unpack(">I", data[start - 4 : start])
    raw = zlib.decompress(data[start + 4 : start + 4 + length])
    rows = np.frombuffer(raw, np.uint8).reshape(height, 1 + 4 * width)
    assert not rows[:, 0].any()
    found = rows[:, 1:].reshape(height, width, 4)
    np.testing.assert_array_equal(found[..., 3] == 0, (found[..., :3] == 255).all(axis=2))
    return found[..., :3]


def test_a_png_is_what_was_drawn() -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (5, 7, 3)).astype(np.uint8)
    np.testing.assert_array_equal(read_png(png(pixels)), pixels)
    assert png(pixels) == png(pixels.copy())


@pytest.mark.parametrize("kind", list(MADE))
def test_the_card_shows_items_and_distributions(kind: str, ready: Ready, tmp_path: Path) -> None:
    one = ready(kind).folder
    text = (one / CARD).read_text(encoding="utf-8")
    assert f"]({ITEM_PICTURES})" in text
    drawn = read_png((one / ITEM_PICTURES).read_bytes())
    assert drawn.shape[0] == HEIGHT
    assert (drawn != drawn[0, 0]).any()  # two colors at least: atoms may be of one kind
    assert f"]({DISTRIBUTION_PICTURES})" in text
    make(kind, tmp_path / "other")
    for name in (ITEM_PICTURES, DISTRIBUTION_PICTURES):
        paths = [folder / name for folder in (one, tmp_path / "other")]
        assert len({path.read_bytes() for path in paths if path.exists()}) <= 1


def test_each_pixel_has_the_mean_of_its_places() -> None:
    x, y = np.meshgrid(np.arange(4.0), np.arange(3.0))
    points = np.column_stack([x.ravel(), y.ravel(), 0 * x.ravel()])
    arrays = {"points": points, "point_data/T": x.ravel()}
    drawn, key = item_picture(arrays) or (None, "")
    assert key == "point_data/T"
    assert drawn is not None
    middle = drawn[HEIGHT // 2]
    colors = middle[(middle != 255).any(axis=1)]
    assert len(np.unique(colors, axis=0)) == 4
    assert colors[0].tolist() == [68, 1, 84]
    assert colors[-1].tolist() == [253, 231, 37]


def test_a_field_that_differs_is_shown_and_none_without_one() -> None:
    points = np.random.default_rng(0).random((20, 3))
    same = {"points": points, "point_data/a": np.ones(20), "point_data/n": np.full(20, np.nan)}
    assert item_picture(same) is None
    found = item_picture({**same, "point_data/v": points})
    assert found is not None
    assert found[1] == "point_data/v"
    assert item_picture({"names": np.array(["a", "b"])}) is None
    assert item_picture({"points": np.zeros((0, 3)), "point_data/a": np.zeros(0)}) is None
    one = item_picture({"points": np.ones((3, 3)), "point_data/a": np.arange(3.0)})
    assert one is not None


def test_bars_are_as_high_as_their_counts() -> None:
    drawn = histogram(np.array([0, 1, 2, 4]))
    blue = (drawn == (31, 101, 179)).all(axis=2)
    heights = [int(blue[:, place * (WIDTH // 4)].sum()) for place in range(4)]
    assert heights[0] == 0
    assert heights[3] == HEIGHT - 4
    assert heights[2] == pytest.approx(heights[3] / 2, abs=1)
    assert sheet([drawn, drawn]).shape == (HEIGHT, 2 * WIDTH + 8, 3)


def test_a_picture_of_somebody_is_left_alone_and_that_is_said(tmp_path: Path) -> None:
    pipeline = meshes(3).write(MADE["npz"](tmp_path / "out").sink)
    run(pipeline, tmp_path / "r")
    (tmp_path / "out" / ITEM_PICTURES).write_bytes(b"mine")
    found = hand_over(pipeline, tmp_path / "r")
    assert (tmp_path / "out" / ITEM_PICTURES).read_bytes() == b"mine"
    assert any(f"{ITEM_PICTURES} was not written" in str(words) for words in found.words)
    assert ITEM_PICTURES not in (tmp_path / "out" / CARD).read_text()


def test_items_that_were_left_out_are_not_shown(tmp_path: Path) -> None:
    make("npz", tmp_path / "out")
    write_choices(tmp_path / "out", {}, {1: "leave out"})
    text = (tmp_path / "out" / CARD).read_text()
    (caption,) = [line for line in text.splitlines() if line.startswith("![") and "items" in line]
    assert "box 0" in caption
    assert "box 1" not in caption


# Words ---------------------------------------------------------------------------------------


def test_the_table_is_changed_and_entries_of_others_stay() -> None:
    document = parse_document(DOCUMENT)
    assert told(document) == Told(title="Boxes", creators="Ada, Bob")
    new = with_told(document, Told(title="Boxes", creators=" Eve ,, Ada", license="CC0-1.0"))
    assert told(new) == Told(title="Boxes", creators="Eve, Ada", license="CC0-1.0")
    assert dict(new.extra["dataset"])["funding"] == "none"
    assert with_told(document, told(document)) == document
    assert told(new).missing == ("cite",)
    plain = parse_document("format: curator-pipeline\nversion: 1\nname: x\nsteps: []\n")
    assert with_told(plain, Told()) == plain
    assert "dataset" not in with_told(with_told(plain, Told(cite="a")), Told()).extra


def test_what_is_said_goes_into_document_card_and_description(tmp_path: Path) -> None:
    pipeline = meshes(3).write(MADE["npz"](tmp_path / "out").sink)
    run(pipeline, tmp_path / "r", document=DOCUMENT)
    hand_over(pipeline, tmp_path / "r")
    folder = tmp_path / "out"
    words = Told("Big boxes", "Many.", "Ada", "CC-BY-4.0", "doi:1", "No lids.\nNo keys.")
    write_told(folder, words)
    text = (folder / "pipeline.curator.yaml").read_text()
    assert "# why: the first trial" in text
    assert "funding: none" in text
    assert told_in(text) == words
    card = (folder / CARD).read_text()
    for part in ("# Big boxes", "Many.", "| Made by | Ada |", "CC-BY-4.0", "doi:1", "- No keys."):
        assert part in card
    assert '"license": "CC-BY-4.0"' in (folder / DESCRIPTION).read_text()
    assert verify(folder).problems == ()
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    write_told(folder, words)
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_data_set_without_a_document_has_no_place_for_words(tmp_path: Path) -> None:
    pipeline = meshes(2).write(MADE["npz"](tmp_path / "out").sink)
    run(pipeline, tmp_path / "r", document="")
    hand_over(pipeline, tmp_path / "r")
    before = (tmp_path / "out" / CARD).read_bytes()
    with pytest.raises(DatasetError, match="has no pipeline document that can be read"):
        write_told(tmp_path / "out", Told(title="x"))
    assert (tmp_path / "out" / CARD).read_bytes() == before
