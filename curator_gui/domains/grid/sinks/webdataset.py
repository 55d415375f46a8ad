"""The sink of shards for WebDataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.containers.tar_samples import Sample
from curator_gui.domains.common.webdataset.sink import ShardSink
from curator_gui.domains.grid.formats.encoding import encode, json_attributes
from curator_gui.domains.grid.formats.layout import require_variables

if TYPE_CHECKING:
    import xarray as xr


class WebDatasetSink(ShardSink):
    """Write fields into tar files as WebDataset reads them (see `containers.tar_samples`).

    An array for each variable and coordinate, under its name; times are counts whose CF unit stands
    in the JSON, which has `dimensions` and `attributes` of each array, the names of `coordinates`,
    and `global_attributes`.

    Raises
    ------
    GridError
        If an item has no variables, or one of a type that cannot be stored.
    SampleError
        If two variables cannot be told apart in the shard, or shards of another kind are there.
    OSError
        If a shard cannot be written.
    """

    measurer = "curator_gui.domains.grid.measures:measure_item"

    version = "1"
    name = "WebDataset shards"
    description = (
        "Writes fields as arrays into tar files of many items each, which WebDataset and other "
        "loaders stream in order: for sets too large for random access."
    )

    def sample(self, item: xr.Dataset) -> Sample:
        require_variables(item)
        encoded = {str(name): encode(v, str(name)) for name, v in item.variables.items()}
        about = {
            "dimensions": {str(name): v.dims for name, v in item.variables.items()},
            "coordinates": [str(name) for name in item.coords],
            "attributes": {name: attributes for name, (_, attributes) in encoded.items()},
            "global_attributes": json_attributes(item.attrs),
        }
        return Sample({name: _plain(values) for name, (values, _) in encoded.items()}, about)


def _plain(values: Any) -> Any:
    """Return texts, which are objects, with a type that has bytes of its own."""
    import numpy as np

    return (
        np.asarray(values.tolist(), str).reshape(values.shape) if values.dtype.hasobject else values
    )
