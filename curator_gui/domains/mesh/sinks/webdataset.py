"""The sink of shards for WebDataset."""

from __future__ import annotations

from typing import Any

from curator_gui.core.storage.containers.tar_samples import Sample
from curator_gui.domains.common.webdataset.sink import ShardSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import with_names
from curator_gui.domains.mesh.formats.arrays import mesh_arrays


class WebDatasetSink(ShardSink):
    """Write meshes into tar files as WebDataset reads them (see `containers.tar_samples`).

    The arrays are those of the NPZ files (see `mesh.formats.arrays`).

    Raises
    ------
    MeshError
        If a mesh has no points.
    SampleError
        If two fields cannot be told apart in the shard, or shards of another kind are there.
    OSError
        If a shard cannot be written.
    """

    measurer = "curator_gui.domains.mesh.measures:measure_item"

    version = "1"
    name = "WebDataset shards"
    description = (
        "Writes meshes as arrays into tar files of many items each, which WebDataset and other "
        "loaders stream in order: for sets too large for random access."
    )

    def sample(self, item: Any) -> Sample:
        if not item.GetNumberOfPoints():
            raise MeshError("has no points, so there is nothing to write")
        return Sample(mesh_arrays(with_names(item)), {})
