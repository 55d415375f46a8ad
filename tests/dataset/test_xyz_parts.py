"""One extended XYZ file per part of the split, frames byte for byte."""

from __future__ import annotations

from pathlib import Path

import ase.io
import pytest

from curator_gui.cli import main
from curator_gui.dataset.handing_over.writing import hand_over, write_choices
from curator_gui.dataset.own_files import DatasetError
from curator_gui.dataset.xyz_parts import export_xyz
from curator_gui.domains.atoms import ExtXYZSink
from tests.dataset.made import atoms, make, run

PARTS = {0: "train", 1: "test", 2: "train", 3: "", 4: "train"}


@pytest.fixture(params=["all.xyz", "{index}.xyz"])
def split(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data set of five structures: item 3 is in no part, item 4 was left out."""
    pipeline = atoms(5).write(ExtXYZSink(tmp_path / "out", request.param))
    run(pipeline, tmp_path / "r")
    assert hand_over(pipeline, tmp_path / "r").items == 5
    write_choices(tmp_path / "out", PARTS, {4: "leave out"})
    return tmp_path / "out"


def frames(path: Path) -> list[str]:
    return [repr(found.positions) for found in ase.io.read(path, ":", format="extxyz")]


def test_each_part_has_its_frames(split: Path, tmp_path: Path) -> None:
    found = export_xyz(split, tmp_path / "parts")
    assert sorted(path.name for path in (tmp_path / "parts").iterdir()) == ["test.xyz", "train.xyz"]
    structures = [repr(next(iter(atoms(5)[index])).positions) for index in range(5)]
    assert frames(tmp_path / "parts" / "train.xyz") == [structures[0], structures[2]]
    assert frames(tmp_path / "parts" / "test.xyz") == [structures[1]]
    assert [str(words) for words in found.words] == [
        f"{tmp_path / 'parts'} has a file for each part: train.xyz 2, test.xyz 1",
        "one structure is in no part and was not written",
    ]


def test_isolated_atoms_go_to_training(split: Path, tmp_path: Path) -> None:
    for path in split.glob("*.xyz"):
        text = path.read_text().splitlines(keepends=True)
        text = [line.replace("pbc=", "config_type=IsolatedAtom pbc=") for line in text]
        path.write_text("".join(text))
    for table in split.glob(".*.frames.json"):  # the file has grown
        size = (split / "all.xyz").stat().st_size
        old = table.read_text()
        start = old.index('"size": ') + 8
        table.write_text(old[:start] + str(size) + old[old.index(",", start) :])
    export_xyz(split, tmp_path / "parts")
    assert len(frames(tmp_path / "parts" / "train.xyz")) == 4


def test_what_cannot_be_parted_is_refused(split: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    with pytest.raises(DatasetError, match="is not empty"):
        export_xyz(split, tmp_path / "full")
    write_choices(split, {}, {})
    with pytest.raises(DatasetError, match="was not split"):
        export_xyz(split, tmp_path / "parts")
    make("lmdb", tmp_path / "other")
    write_choices(tmp_path / "other", {0: "train"})
    with pytest.raises(DatasetError, match=r"aselmdb is no extended XYZ file"):
        export_xyz(tmp_path / "other", tmp_path / "parts")
    assert not (tmp_path / "parts").exists()


def test_a_file_that_is_cut_off_leaves_no_parts(tmp_path: Path) -> None:
    make("extxyz", tmp_path / "out")
    write_choices(tmp_path / "out", dict.fromkeys(range(4), "train"))
    path = tmp_path / "out" / "2.xyz"
    path.write_text(path.read_text().rpartition("\n")[0].rpartition("\n")[0])
    with pytest.raises(DatasetError, match=r"2\.xyz is no extended XYZ file, or is cut off"):
        export_xyz(tmp_path / "out", tmp_path / "parts")
    assert list((tmp_path / "parts").iterdir()) == []


def test_on_the_command_line(
    split: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "parts")
    assert main(["dataset", "export", str(split), target, "--xyz-parts"]) == 0
    assert "train.xyz 2, test.xyz 1" in capsys.readouterr().out
    assert main(["dataset", "export", str(split), target, "--xyz-parts", "--link"]) == 2
    assert "--xyz-parts takes all parts" in capsys.readouterr().err
    assert main(["dataset", "verify", str(split), "--xyz-parts"]) == 2
    assert "xyz-parts is only for export" in capsys.readouterr().err
