"""`curator-gui dataset`, in this process: exit codes, words and JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from curator_gui import dataset
from curator_gui.cli import main
from curator_gui.core.sidecars.curation import Curation, Line, curation_path, write_lines
from curator_gui.dataset.handing_over.writing import hand_over, write_choices
from curator_gui.dataset.items.saved_views import FILE_NAME, write_views
from curator_gui.dataset.loading.item_rows import read_table
from curator_gui.dataset.splits.file import PARTS
from curator_gui.dataset.verifying import verify
from curator_gui.domains.mesh import NPZSink
from tests.dataset.made import make, meshes, run


def twenty(folder: Path) -> Path:
    """Make a data set in `out`; the record of its run, `r`, names the folder."""
    pipeline = meshes(20).write(NPZSink(folder / "out"))
    run(pipeline, folder / "r", document_path=str(folder / "made.curator.yaml"))
    hand_over(pipeline, folder / "r")
    return folder / "out"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return twenty(tmp_path_factory.mktemp("once"))


@pytest.fixture
def out(once: Path, tmp_path: Path) -> Path:
    """A data set to change at will, without the record of its run."""
    return Path(shutil.copytree(once, tmp_path / "out"))


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["dataset", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_info(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = told(capsys, "info", out)
    assert code == 0
    assert said.startswith("20 items, ")
    assert "temperature.max: " in said
    data = json.loads(told(capsys, "info", out, "--json")[1])
    assert (data["items"], data["parts"]) == (20, {})


def test_info_says_how_many_items_are_in_no_part(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "split", out, "--parts", "50%,50%")
    assert "in none" not in told(capsys, "info", out)[1]
    write_choices(out, {row.index: "train" if row.index else "" for row in read_table(out)})
    assert "parts: train 19; 1 in none\n" in told(capsys, "info", out)[1]


def test_verify_has_exit_code_3_and_a_list(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "verify", out)[0] == 0
    (out / "box_000003.npz").unlink()
    code, said, errors = told(capsys, "verify", out)
    assert code == 3
    assert "box_000003.npz cannot be read" in errors
    assert "1 problems" in said
    code, said, _ = told(capsys, "verify", out, "--json")
    assert (code, len(json.loads(said)["problems"])) == (3, 1)


def test_split_stays_verified_and_moves_nothing(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = told(capsys, "split", out, "--parts", "70%,15%,15%")
    assert code == 0
    assert "train 14, validation 3, test 3; 20 items were placed now" in said
    assert verify(out).problems == ()
    splits = dataset.open(out).splits
    assert {name: len(places) for name, places in splits.items()} == {
        "train": 14, "validation": 3, "test": 3,
    }  # fmt: skip
    assert "0 items were placed now" in told(capsys, "split", out)[1]
    assert dataset.open(out).splits == splits
    assert "train 14" in (out / "README.md").read_text(encoding="utf-8")
    data = json.loads((out / "dataset.json").read_text(encoding="utf-8"))
    assert data["recordSet"][0]["name"] == "splits"
    assert (out / PARTS).is_file()


def test_another_split_says_that_only_new_items_follow(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "split", out, "--parts", "50%,50%")
    assert "--fresh" in told(capsys, "split", out, "--parts", "80%,20%")[2]
    code, said, errors = told(capsys, "split", out, "--parts", "a=15,b=20%", "--fresh", "--json")
    assert (code, errors) == (0, "")
    assert json.loads(said)["parts"] == {"a": 15, "b": 5}


def test_export_of_a_part(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "split", out, "--parts", "75%,25%")
    code, said, _ = told(capsys, "export", out, tmp_path / "copy", "--part", "test")
    assert code == 0
    assert "a data set of 5 items" in said
    assert list(dataset.open(tmp_path / "copy").splits) == ["test"]


def test_export_of_a_saved_view(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_views(out / FILE_NAME, {"Late ones": "index >= 15", "Odd": "max(none) > 3"})
    told(capsys, "split", out, "--parts", "50%,50%")
    code, said, _ = told(capsys, "export", out, tmp_path / "late", "--view", "Late ones")
    assert (code, "a data set of 5 items" in said) == (0, True)
    assert [item.index for item in dataset.open(tmp_path / "late").items] == list(range(15, 20))
    told(capsys, "export", out, tmp_path / "both", "--view", "Late ones", "--part", "train")
    both = dataset.open(tmp_path / "both").items
    assert {item.split for item in both} == {"train"}
    assert all(item.index >= 15 for item in both)
    code, _, errors = told(capsys, "export", out, tmp_path / "no", "--view", "Lat")
    assert (code, "there is no saved view 'Lat'; there are Late ones, Odd" in errors) == (2, True)
    code, _, errors = told(capsys, "export", out, tmp_path / "no", "--view", "Odd")
    assert (code, "none" in errors) == (2, True)
    assert not (tmp_path / "no").exists()


def test_decisions_beside_the_document_come_into_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = twenty(tmp_path)
    path = curation_path(out.parent / "made.curator.yaml")
    lines = [Line(3, "box 3", "leave out"), Line(4, "box 4", "keep"), Line(77, "lost", "keep")]
    path.write_text(write_lines(Curation(tuple(lines))), encoding="utf-8")
    pipeline = meshes(20).write(NPZSink(out))
    hand_over(pipeline, out.parent / "r")
    data = json.loads(told(capsys, "info", out, "--json")[1])
    assert data["decisions"] == {"leave out": 1, "keep": 1}
    assert len(dataset.open(out)) == 19
    told(capsys, "split", out, "--parts", "50%,50%")
    assert sum(map(len, dataset.open(out, left_out=True).splits.values())) == 19
    path.write_text("index,item,decision\n1,box 1,nonsense\n", encoding="utf-8")
    found = hand_over(pipeline, out.parent / "r")
    assert "the decisions were not taken over" in str(found.words[-1])
    assert json.loads(told(capsys, "info", out, "--json")[1])["decisions"] == data["decisions"]


@pytest.mark.parametrize(
    "words,expected",
    [
        (("split",), "needs --parts"),
        (("split", "--parts", "7x"), "write shares or counts"),
        (("split", "--parts", "0.5"), "write shares or counts"),
        (("split", "--parts", "a=5,a=5"), "same name"),
        (("split", "--parts", "50%,50%", "--by", "a", "--blocks", "2"), "choose one"),
        (("split", "--parts", "50%,50%", "--by", "nothing"), "nothing"),
        (("split", "--parts", "999,1"), "ask for 1000 items"),
        (("export",), "needs a TARGET"),
        (("export", "TARGET", "--part", "train"), "it was not split|was not split"),
        (("export", "TARGET", "--decision", "keep"), "no item is chosen"),
        (("info", "--link"), "only for export"),
        (("info", "--view", "x"), "only for export"),
        (("verify", "--seed", "3"), "only for split"),
    ],
)
def test_words_that_do_not_fit_have_exit_code_2(
    words: tuple[str, ...], expected: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}
    action, *rest = (str(out.parent / "copy") if word == "TARGET" else word for word in words)
    code, said, errors = told(capsys, action, out, *rest)
    assert (code, said) == (2, "")
    assert any(part in errors for part in expected.split("|")), errors
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()} == before


@pytest.mark.parametrize("action", ["info", "verify", "card", "split", "export"])
def test_a_folder_without_a_data_set_has_exit_code_2(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more: list[Any] = ["--parts", "50%,50%"] if action == "split" else []
    more = [tmp_path / "copy"] if action == "export" else more
    code, _, errors = told(capsys, action, tmp_path, *more)
    assert code == 2
    assert errors.startswith("curator-gui: ")


def test_card_writes_the_files_again(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "README.md").unlink()
    assert told(capsys, "card", out)[0] == 0
    assert (out / "README.md").is_file()


def test_the_store_of_a_grid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make("grid zarr", tmp_path / "out")
    assert told(capsys, "split", tmp_path / "out", "--parts", "2,2")[0] == 0
    part = dataset.open(tmp_path / "out").split("test")
    assert part.as_xarray().sizes["time"] == 2


@pytest.mark.parametrize("action", ["info", "verify", "card", "split", "export"])
def test_what_is_wrong_with_the_folder_is_said(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, file, target = tmp_path / "none", tmp_path / "file", tmp_path / "target"
    file.touch()
    words = [target] if action == "export" else []
    code, _, said = told(capsys, action, missing, *words)
    assert (code, said) == (2, f"curator-gui: there is no folder {missing}\n")
    code, _, said = told(capsys, action, file, *words)
    assert (code, said) == (2, f"curator-gui: {file} is a file: name the folder of the data set\n")
