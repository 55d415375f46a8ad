"""HDF5 files that read from others: looked through once, and through all that they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core.storage.containers.hdf5_links import check_links, open_member
from curator_gui.core.storage.containers.stray_links import StrayLinkError
from tests.fault.test_hostile_files import good_field, links, virtual


def test_a_link_of_a_file_beside_leads_no_further(tmp_path: Path) -> None:
    import h5py

    links(tmp_path / "a.nc")
    with h5py.File(tmp_path / "beside.h5", "r+") as file:
        del file["T"]
        file["T"] = h5py.ExternalLink("/etc/secret.h5", "/T")
    with pytest.raises(StrayLinkError, match=r"beside\.h5 reads from /etc/secret\.h5"):
        check_links(tmp_path / "a.nc")


def test_files_that_name_each_other_are_looked_at_once(tmp_path: Path) -> None:
    import h5py

    for one, other in (("a", "b"), ("b", "a")):
        with h5py.File(tmp_path / f"{one}.h5", "w") as file:
            file["x"] = h5py.ExternalLink(f"{other}.h5", "/x")
    check_links(tmp_path / "a.h5")


def test_damage_hides_no_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import h5py

    path = tmp_path / "b.nc"
    virtual(path)
    with h5py.File(path, "r+") as file:
        file["a"], file["z"] = 1.0, 2.0
    real = h5py.h5d.open

    def breaks(place: object, name: bytes) -> object:
        if name in (b"a", b"z"):
            raise RuntimeError("damaged")
        return real(place, name)

    monkeypatch.setattr(h5py.h5d, "open", breaks)
    with pytest.raises(StrayLinkError, match="outside of its folder"):
        check_links(path)


def test_a_file_is_looked_through_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import h5py

    path = tmp_path / "a.nc"
    good_field(path)
    opened: list[str] = []
    real = h5py.h5o.visit

    def counted(*arguments: object, **more: object) -> object:
        opened.append("x")
        return real(*arguments, **more)

    monkeypatch.setattr(h5py.h5o, "visit", counted)
    for _ in range(3):
        check_links(path)
    assert len(opened) == 1
    with h5py.File(path, "r+") as file:
        file["out"] = h5py.ExternalLink("/etc/secret.h5", "/x")
    with pytest.raises(StrayLinkError, match="outside of its folder"):
        check_links(path)


@pytest.mark.parametrize("kind", ["link", "virtual"])
def test_a_member_leads_no_further_than_beside(tmp_path: Path, kind: str) -> None:
    import h5py

    (tmp_path / "in").mkdir()
    with h5py.File(tmp_path / "secret.h5", "w") as file:
        file["x"] = [1.0, 2.0, 3.0]
    names = ["../secret.h5", "beside.h5"]
    for source, name in zip(names, ("beside.h5", "a.h5"), strict=True):
        with h5py.File(tmp_path / "in" / name, "w") as file:
            if kind == "link":
                file["x"] = h5py.ExternalLink(source, "/x")
            else:
                layout = h5py.VirtualLayout((3,), "f8")
                layout[:] = h5py.VirtualSource(source, "x", (3,))
                file.create_virtual_dataset("x", layout)
    with (
        h5py.File(tmp_path / "in" / "a.h5") as file,
        pytest.raises(StrayLinkError, match="outside of its folder"),
    ):
        open_member(file, "x")
