"""Lists of references (kerchunk) that stand for Zarr stores."""
