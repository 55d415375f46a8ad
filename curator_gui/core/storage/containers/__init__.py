"""Files that hold many things: HDF5, LMDB, tar."""
