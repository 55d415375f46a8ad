from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curator_gui.core import Filter, Param, Sink
from curator_gui.run.worker.redirect import Discard, output_place, redirected
from tests.run.toys import Names, Numbers, Total


class Folder(Sink[Any]):
    name = "Folder"
    description = "Writes into a folder."

    def __init__(self, folder: str, suffix: str = ".txt") -> None:
        self.folder, self.suffix = folder, suffix

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where.", str, widget="output_folder"), Param("suffix", "Ending.")]

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        path = Path(self.folder, f"{index}{self.suffix}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(list(items)))
        return [str(path)]


class Journal(Filter[Any]):
    name = "Journal"
    description = "Notes each item in a file of its own choice."

    def __init__(self, file: Path | None = None) -> None:
        self.file = file

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("file", "Where.", Path | None, None, widget="output_file")]

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if self.file is not None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self.file.write_text(str(item))
            yield item


def test_everything_is_written_below_the_other_folder(tmp_path: Path) -> None:
    real, other = tmp_path / "real", tmp_path / "other"
    pipeline = (
        Numbers(3)
        .filter(Journal(real / "journal.txt"))
        .filter(Journal())
        .filter(Total(real / "total.json"))
        .write(Folder(str(real / "out"), ".csv"))
    )
    moved, written = redirected(pipeline, other)
    assert written
    assert moved.source is pipeline.source
    assert moved[1] == [str(other / "outputs" / "out" / "1.csv")]
    moved.filters[2].flush()  # type: ignore[attr-defined]
    assert sorted(path.name for path in other.rglob("*.*")) == [
        "1.csv",
        "journal.txt",
        "total.json",
    ]
    assert not real.exists()
    assert pipeline.filters[2].output_path == real / "total.json"  # type: ignore[attr-defined]


def test_sink_that_does_not_tell_where_it_writes_is_left_out() -> None:
    pipeline = Numbers(3).write(Names())
    moved, written = redirected(pipeline, Path("/nowhere"))
    assert not written
    assert isinstance(moved.sink, Discard)
    assert moved[2] == []
    assert output_place(pipeline) is None


def test_sink_that_writes_to_an_address_is_left_out(tmp_path: Path) -> None:
    pipeline = Numbers(3).write(Folder("s3://bucket/results"))
    moved, written = redirected(pipeline, tmp_path)
    assert not written
    assert moved[0] == []
    assert output_place(Numbers(3).write(Folder("/data/x"))) == Path("/data/x")
