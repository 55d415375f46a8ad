"""The split of a data set's folder: made by words, stored, found by the loader, kept when asked."""

from __future__ import annotations

import numpy as np
import pytest

from curator_gui import dataset
from curator_gui.cli import main
from curator_gui.dataset.items.decisions import Decisions
from curator_gui.dataset.items.file import read_items
from curator_gui.dataset.own_files import DatasetError
from curator_gui.dataset.splits.file import into_data_set
from curator_gui.dataset.verifying import verify
from tests.dataset.story import make_story
from tests.dataset.tables import dam_break, write


@pytest.fixture
def folder(tmp_path):
    return write(dam_break(6, 5), tmp_path / "out")


def split(folder, *words):
    return main(["dataset", "split", str(folder), *words])


def test_a_split_by_words_is_what_the_loader_gives(folder, capsys):
    assert split(folder, "--by", "folder", "--parts", "60%,20%,20%", "--seed", "3") == 0
    data = dataset.open(folder)
    places = {name: len(found) for name, found in data.splits.items()}
    assert sum(places.values()) == 30
    assert set(places) == {"train", "validation", "test"}


def test_what_has_a_part_keeps_it(folder):
    split(folder, "--parts", "80%,20%", "--seed", "1")
    before = {n: set(places) for n, places in dataset.open(folder).splits.items()}
    split(folder)
    assert {n: set(places) for n, places in dataset.open(folder).splits.items()} == before
    split(folder, "--fresh", "--seed", "2", "--parts", "80%,20%")
    assert {n: set(places) for n, places in dataset.open(folder).splits.items()} != before


def test_folds_are_what_the_loader_gives(folder, capsys):
    assert split(folder, "--folds", "5", "--by", "folder", "--seed", "2") == 0
    assert "fold 5 5;" in capsys.readouterr().out
    data = dataset.open(folder)
    assert data.folds == 5
    held_out = []
    for number in range(1, 6):
        train, validation = data.fold(number)
        indices = {item.index for item in validation.items}
        assert not indices & {item.index for item in train.items}
        assert len(train) + len(validation) == 30
        held_out += indices
    assert sorted(held_out) == list(range(30))
    split(folder)  # as stored
    assert {item.index for item in dataset.open(folder).fold(5)[1].items} == indices


def test_a_fold_that_is_not_there_is_said(folder, capsys):
    with pytest.raises(DatasetError, match="has no fold 1; it has 0 folds"):
        dataset.open(folder).fold(1)
    split(folder, "--folds", "2")
    with pytest.raises(DatasetError, match="has no fold 3; it has 2 folds"):
        dataset.open(folder).fold(3)
    assert split(folder, "--folds", "1") == 2
    assert "at least 2 folds, not 1" in capsys.readouterr().err
    assert split(folder, "--folds", "5", "--parts", "50%,50%") == 2
    assert "choose one" in capsys.readouterr().err


def test_left_out_items_have_no_part_and_are_not_loaded(folder):
    items = read_items(folder)
    decisions = Decisions(items)
    decisions.decide([2, 7], "leave out")
    words = np.array(["", "keep", "leave out", "check later"], object)[decisions.codes]
    into_data_set(folder, items, np.full(30, "", object), words)
    assert split(folder, "--parts", "80%,20%", "--json") == 0
    data = dataset.open(folder)
    assert len(data) == 28
    assert sum(map(len, data.splits.values())) == 28


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--parts", "50%,50%", "--by", "tank"], "there is no measure tank"),
        (["--parts", "a,b"], "write shares or counts"),
        (["--parts", "train=1,test=1"], "28 items are left over"),
    ],
)
def test_what_cannot_be_split_is_said_and_nothing_written(folder, words, said, capsys):
    before = (folder / "items.csv").read_bytes()
    assert split(folder, *words) == 2
    assert said in capsys.readouterr().err
    assert (folder / "items.csv").read_bytes() == before


def test_words_of_a_split_are_refused_elsewhere(folder, capsys):
    assert main(["dataset", "info", str(folder), "--seed", "3"]) == 2
    assert "--seed is only for split" in capsys.readouterr().err


def test_the_story_from_folder_to_loader(tmp_path):
    """60 items, 3 wrong ones and 2 copies left out: the loader has exactly the rest."""
    folder = make_story(tmp_path / "story")
    items = read_items(folder)
    out = [21, 39, 49, 50, 52]
    decisions = Decisions(items)
    decisions.decide(out, "leave out")
    words = np.array(["", "keep", "leave out", "check later"], object)[decisions.codes]
    into_data_set(folder, items, np.full(60, "", object), words)
    assert split(folder, "--by", "folder", "--parts", "50%,25%,25%") == 0
    data = dataset.open(folder)
    assert [item.index for item in data.items] == [n for n in range(60) if n not in out]
    assert sum(map(len, data.splits.values())) == 55
    assert verify(folder).problems == ()
