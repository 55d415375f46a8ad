"""Names that formats and file systems cannot have."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core import ParamError
from curator_gui.core.notes import noting
from curator_gui.core.params.coercion import coerce_value
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.naming import output_path
from curator_gui.core.text.stored_names import beside, say_changed, too_long


def said_of(written: dict[str, str], *, kept: bool) -> list[str]:
    said: list[str] = []
    with noting(lambda _, words: said.append(words)):
        say_changed("Zarr", written, kept=kept)
    return said


def test_changed_names_are_said_with_what_they_become() -> None:
    assert said_of({"a": "a"}, kept=True) == []
    (words,) = said_of({"a/b": "a_b", "c": "c"}, kept=False)
    assert (
        words == "Zarr cannot have all names; written, and read back under the new name: a/b as a_b"
    )
    assert "as they were: a/b as a_b" in said_of({"a/b": "a_b"}, kept=True)[0]


@pytest.mark.parametrize(
    ("name", "size"), [("ä" * 127, None), ("ä" * 128, "256"), ("a" * 255, None)]
)
def test_bytes_count_not_letters(name: str, size: str | None) -> None:
    words = too_long(name, name)
    assert (words is None) == (size is None)
    assert words is None or f"takes {size} bytes there, and there is room for 255" in words


def test_a_file_name_too_long_is_said_before_anything_is_written(tmp_path: Path) -> None:
    kept = output_path(tmp_path, "{stem}.nc", index=0, item=0, stem="é" * 126, relpath="", time="")
    kept.touch()
    with pytest.raises(ParamError, match=r"would be a file name of 257 bytes.* take 255: shorten"):
        output_path(tmp_path, "{stem}.nc", index=0, item=0, stem="é" * 127, relpath="", time="")


def test_a_path_with_a_name_too_long_is_no_value() -> None:
    with pytest.raises(ParamError, match="takes 260 bytes there"):
        coerce_value(Path, "/data/" + "ü" * 130 + "/a.zarr")


def test_temporary_names_have_room_for_long_suffixes(tmp_path: Path) -> None:
    """`run.` and 245 letters have a suffix of 246 bytes, to which the temporary name was added."""
    path = tmp_path / ("run." + "x" * 245 + ".nc")
    with atomic_path(path) as part:
        assert part.name.endswith(".part.nc")
        part.write_text("whole")
    assert path.read_text() == "whole"
    with atomic_path(tmp_path / "a.tar.gz") as part:
        assert part.name.endswith(".part.tar.gz")
        part.touch()


def test_what_stands_beside_an_output_has_room_for_its_ending(tmp_path: Path) -> None:
    assert beside(tmp_path / "a.zarr", ".staged").name == ".a.zarr.staged"
    long = tmp_path / ("é" * 125 + ".zarr")
    found = beside(long, ".staged")
    found.touch()
    assert found == beside(long, ".staged")
    assert found != beside(tmp_path / ("è" * 125 + ".zarr"), ".staged")
