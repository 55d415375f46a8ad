"""Arguments of the sinks of Zarr stores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from curator_gui.core import Param, ParamError
from curator_gui.core.message import Message, at
from curator_gui.domains.grid.formats.zarr_stores.zarr_layout import COMPRESSIONS

StorePath = Annotated[
    Path, Param("Folder of the store, for example era5.zarr.", widget="output_folder")
]
StackDimension = Annotated[
    str,
    Param(
        "Name of the dimension along which items are stacked. With the name of a "
        "coordinate that differs between items, such as time, that coordinate labels "
        "them."
    ),
]
Chunks = Annotated[
    dict[str, int] | None,
    Param(
        "Length of a chunk per dimension, such as latitude: 180. Not named: 1 along "
        "the item dimension, else the whole extent."
    ),
]
Shards = Annotated[
    dict[str, int] | None,
    Param(
        "Length of a shard (one file of many chunks) per dimension. Not named: one "
        "chunk along the item dimension, else the whole extent. Not set: no shards."
    ),
]
Compression = Annotated[
    str,
    Param(
        "How chunks are compressed, without loss: blosc (LZ4 after shuffling bytes) is "
        "fast to write and to read; blosc-zstd is a tenth smaller and three times slower.",
        choices=COMPRESSIONS,
    ),
]
Level = Annotated[
    int, Param("Compression level: more is smaller and slower.", minimum=1, maximum=9)
]
Holes = Annotated[
    str,
    Param(
        "What becomes of the places of items that were left out or failed: `remove` leaves "
        "them out of the finished store, `keep` keeps one place per index of the source.",
        choices=("remove", "keep"),
    ),
]
Layout = Annotated[
    str,
    Param(
        "cf has latitudes and other coordinates beside the fields, as xarray reads them; "
        "flat puts what is the same for all items into the group `coordinates`, so that "
        "every array at the root has the items in front, as physicsnemo's ZarrReader "
        "takes them.",
        choices=("cf", "flat"),
    ),
]
ZarrFormat = Annotated[
    int,
    Param(
        "Version of Zarr's format. Programs with a Zarr library before 3.0 read 2 alone, "
        "which has no shards.",
        choices=(3, 2),
    ),
]
Append = Annotated[
    bool,
    Param(
        "Whether the items of a run go behind those that a complete store has, such as "
        "those of the next month. They need the same variables, types and places, and "
        "times that go on at the same step. Times that are there stay as they are."
    ),
]
Gaps = Annotated[
    str,
    Param(
        "When appending: `error` refuses where times are missing, `fill` keeps their "
        "places as missing values.",
        choices=("error", "fill"),
    ),
]


def refuse_together(*, shards: bool, holes: bool) -> None:
    """Refuse what does not go together: shards in format 2, holes in a store that is appended to.

    Raises
    ------
    ParamError
        Naming the argument to change.
    """
    if shards:
        words = Message("Zarr format 2 has no shards: leave them out, or take 3")
        raise ParamError(at("shards", words))
    if holes:
        words = Message("a store that is appended to keeps no holes: take remove")
        raise ParamError(at("holes", words))
