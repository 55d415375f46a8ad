"""Let Zarr unpack no chunk beyond what its array promises; see `bounded_chunks`."""

from __future__ import annotations

_OWN = "zarr."


def bound_zarr() -> None:
    """Let Zarr unpack no chunk beyond what its array promises, from now on in this process.

    Where somebody has chosen another way to unpack than Zarr's own, that one is left in place.
    """
    from zarr.core.config import config

    if str(config.get("codec_pipeline.path")).startswith(_OWN):
        from curator_gui.core.storage.containers.bounded_codecs import REGISTERED

        config.set({"codec_pipeline.path": REGISTERED})
