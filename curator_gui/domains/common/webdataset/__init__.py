"""Shards of samples (tar files) as WebDataset reads them, for all domains."""
