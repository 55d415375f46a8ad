"""The sink of shards for WebDataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.containers.tar_samples import Sample
from curator_gui.domains.atoms.formats.packing import named_arrays
from curator_gui.domains.common.webdataset.sink import Folder, PerShard, Prefix, ShardSink

if TYPE_CHECKING:
    from ase import Atoms


class WebDatasetSink(ShardSink):
    """Write structures into tar files as WebDataset reads them (see `containers.tar_samples`).

    The arrays of a structure of N atoms: `numbers` (N,), `positions` (N, 3) in Å, `cell` (3, 3) in
    Å, `pbc` (3,), `structure/X` and `atom/X` (N, ...) for each property X. The JSON lists under
    `json` the properties that are stored as JSON text because they fit no array.

    Raises
    ------
    StructureError
        If a structure has a property that is no data.
    SampleError
        If two properties cannot be told apart in the shard, or shards of another kind are there.
    OSError
        If a shard cannot be written.
    """

    measurer = "curator_gui.domains.atoms.measures:measure_item"

    version = "1"
    name = "WebDataset shards"
    description = (
        "Writes structures as arrays into tar files of many items each, which WebDataset and "
        "other loaders stream in order: for sets too large for random access."
    )

    def __init__(
        self,
        folder: Folder,
        prefix: Prefix = "shard",
        items_per_shard: PerShard = 1000,
        **options: Any,
    ) -> None:
        super().__init__(folder, prefix, items_per_shard, **options)

    def sample(self, item: Atoms) -> Sample:
        table = named_arrays(item)
        texts = [name for name, packed in table.items() if packed.is_json]
        return Sample({name: p.array for name, p in table.items()}, {"json": texts})
