"""Decisions in `curation.csv`: made, undone, kept, shared with people and scripts."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.sidecars.curation import (
    Curation,
    CurationError,
    Line,
    left_out,
    parse_curation,
    read_curation,
    write_lines,
)
from curator_gui.dataset.items.decisions import ChangedOutsideError, Decisions
from tests.dataset.tables import table

NAMES = ["tank_01/a b.vtu", "tank_01/ü.vtu", "tank_02/a b.vtu", "x,\n;.vtu"]
ITEMS = table({"source": NAMES})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "curation.csv"


def test_what_is_decided_is_read_again(path):
    decisions = Decisions(ITEMS, path)
    assert decisions.decide([0, 3], "leave out") == 2
    decisions.tag([3], "splash; odd")
    decisions.note([1], 'a "quote",\nand a line')
    assert decisions.unsaved == 3
    decisions.save()
    again = Decisions(ITEMS, path)
    assert [again.line(row) for row in range(4)] == [decisions.line(row) for row in range(4)]
    assert again.rows("leave out").tolist() == [0, 3]
    assert again.counts() == {"": 2, "keep": 0, "leave out": 2, "check later": 0}
    assert again.tags() == {"odd": [3], "splash": [3]}
    assert again.line(0).who
    assert again.line(0).when.endswith("Z")


def test_without_decisions_there_is_no_file(path):
    decisions = Decisions(ITEMS, path)
    decisions.save()
    assert not path.exists()
    assert decisions.decide([0], "") == 0


def test_each_act_is_undone_as_one(path):
    decisions = Decisions(ITEMS, path)
    decisions.decide([0, 1], "keep")
    decisions.decide([1, 2], "check later")
    assert decisions.undo() == "check later"
    assert [decisions.decision(row) for row in range(4)] == ["keep", "keep", "", ""]
    assert decisions.undo() == "keep"
    assert decisions.undo() is None
    decisions.save()
    assert Decisions(ITEMS, path).counts()[""] == 4


def test_a_file_changed_outside_is_never_overwritten(path):
    decisions = Decisions(ITEMS, path)
    decisions.decide([0], "keep")
    decisions.save()
    theirs = path.read_text().replace("keep", "leave out")
    path.write_text(theirs)
    decisions.decide([2], "check later")
    assert decisions.changed_outside
    with pytest.raises(ChangedOutsideError, match="1 decisions made here"):
        decisions.save()
    assert path.read_text() == theirs
    assert decisions.rebase() == []
    decisions.save()
    again = Decisions(ITEMS, path)
    assert [again.decision(row) for row in range(3)] == ["leave out", "", "check later"]


def test_where_both_decided_the_file_stays_in_force(path):
    decisions = Decisions(ITEMS, path)
    decisions.decide([0, 1], "keep")
    path.write_text("item,decision\ntank_01/a b.vtu,leave out\n")
    assert decisions.rebase() == [0]
    assert [decisions.decision(row) for row in range(2)] == ["leave out", "keep"]


def test_a_file_that_vanished_is_a_change(path):
    decisions = Decisions(ITEMS, path)
    decisions.decide([0], "keep")
    decisions.save()
    path.unlink()
    decisions.decide([1], "keep")
    with pytest.raises(ChangedOutsideError):
        decisions.save()


def test_lines_and_columns_of_others_are_kept(path):
    path.write_text(
        "item,decision,mine\ngone.vtu,keep,1\ntank_01/ü.vtu,leave-out,2\ntank_01/ü.vtu,keep,3\n",
        encoding="utf-8",
    )
    decisions = Decisions(ITEMS, path)
    assert decisions.decision(1) == "leave out"
    assert "2 items that are not there, such as gone.vtu" in decisions.problems[0]
    decisions.decide([0], "keep")
    decisions.save()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("item,decision,mine,index,tag,note,who,when\n")
    assert "gone.vtu,keep,1" in text
    assert "tank_01/ü.vtu,keep,3" in text
    assert "tank_01/ü.vtu,leave out,2" in text


def test_a_table_from_a_spreadsheet_keeps_its_separator(path):
    path.write_bytes("\ufeffindex;item;decision\r\n1;;Leave Out\r\n".encode())
    decisions = Decisions(ITEMS, path)
    assert decisions.rows("leave out").tolist() == [1]
    decisions.decide([0], "keep")
    decisions.save()
    assert ";leave out;" in path.read_text()


def test_items_are_found_by_name_even_if_indices_moved(path):
    path.write_text(
        "index,item,decision\n0,tank_02/a b.vtu,keep\n9,/home/runs/tank_01/a b.vtu,leave out\n"
    )
    decisions = Decisions(ITEMS, path)
    assert decisions.rows("keep").tolist() == [2]
    assert decisions.rows("leave out").tolist() == [0]


def test_items_of_one_file_are_told_apart_by_index():
    names = ["qm9.xyz"] * 3
    lines = [Line(1, "qm9.xyz", "leave out"), Line(7, "qm9.xyz", "leave out")]
    assert left_out(Curation(tuple(lines)), names) == ([1], [lines[1]])
    frames = [f"qm9.xyz frame {n}" for n in range(3)]
    assert left_out(Curation(tuple(lines)), frames)[0] == [1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("item,decision\na,remove\n", "line 2: 'remove' is no decision"),
        ("index,decision\nx,keep\n", "line 2: 'x' is no index"),
        ("index,decision\n-3,keep\n", "line 2: '-3' is no index"),
        ("item,decision\na,keep\nb,keep,3\n", "line 3: there are 3 cells for 2 columns"),
        ("a,b\n1,2\n", "line 1: the first line has to name the columns"),
        ("item,item,decision\n1,2,\n", "line 1: two columns have the same name"),
        ('item,decision\n"a"b,keep\n', "line 2"),
        ("item,decision\n\udcff,keep\n", "line 2: this is no UTF-8 text"),
        ("", None),
        ("\n\n", None),
        ("item,decision", None),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(path, text, words):
    path.write_text(text, "utf-8", "surrogateescape")
    if words is None:
        assert read_curation(path).lines == ()
        return
    before = path.read_bytes()
    with pytest.raises(CurationError, match=words) as caught:
        Decisions(ITEMS, path)
    assert "curation.csv" in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(path):
    decisions = Decisions(ITEMS, path)
    decisions.decide([0], "keep")
    path.parent.chmod(0o500)
    with pytest.raises(CurationError, match="cannot be written"):
        decisions.save()


def test_a_folder_in_the_place_of_the_file_is_said(path):
    path.mkdir()
    with pytest.raises(CurationError, match="cannot be read"):
        Decisions(ITEMS, path)


words = st.text(max_size=12).filter(lambda text: "\0" not in text and "\r" not in text)


@given(st.lists(st.builds(Line, st.integers(-1, 5), words, st.sampled_from(["", "keep"]),
                          st.just(()), words, words, words), max_size=5))  # fmt: skip
def test_any_lines_are_read_as_they_were_written(lines):
    whole = [line for line in lines if any((line.item, line.decision, line.note, line.index >= 0))]
    data = write_lines(Curation(tuple(whole))).encode("utf-8", "surrogatepass")
    try:
        data.decode()
    except UnicodeDecodeError:
        return
    assert parse_curation(data, "curation.csv").lines == tuple(whole)


def test_the_file_of_before_is_read_and_left_as_it_is(tmp_path):
    old, own = tmp_path / "curation.csv", tmp_path / "dam.curation.csv"
    text = f"index,item,decision,mine\n0,{NAMES[0]},leave out,7\n99,gone.vtu,keep,8\n"
    old.write_text(text)
    decisions = Decisions(ITEMS, own)
    assert decisions.rows("leave out").tolist() == [0]
    first, second = map(str, decisions.problems)
    assert first.startswith("the decisions are those of curation.csv, the name of before;")
    assert "curation.csv names an item that is not there" in second
    decisions.decide([1], "keep")
    decisions.save()
    assert old.read_text() == text
    again = Decisions(ITEMS, own)
    assert [again.decision(row) for row in range(3)] == ["leave out", "keep", ""]
    assert [(line.item, line.rest) for line in read_curation(own).lines][::2] == [
        (NAMES[0], {"mine": "7"}),
        ("gone.vtu", {"mine": "8"}),
    ]
    assert len(again.problems) == 1


def test_a_change_of_the_file_of_before_is_noticed_until_there_is_an_own_one(tmp_path):
    (tmp_path / "curation.csv").write_text("index,decision\n0,keep\n")
    decisions = Decisions(ITEMS, tmp_path / "dam.curation.csv")
    assert not decisions.changed_outside
    (tmp_path / "curation.csv").write_text("index,decision\n0,leave out\n")
    assert decisions.changed_outside
    decisions.read()
    decisions.decide([1], "keep")
    decisions.save()
    (tmp_path / "curation.csv").write_text("index,decision\n")
    assert not decisions.changed_outside


def test_a_damaged_file_of_before_is_named(tmp_path):
    (tmp_path / "curation.csv").write_text("index,decision\n0,perhaps\n")
    with pytest.raises(CurationError, match=r"/curation\.csv, line 2"):
        Decisions(ITEMS, tmp_path / "dam.curation.csv")
