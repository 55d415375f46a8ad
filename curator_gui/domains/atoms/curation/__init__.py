"""Steps that choose among all structures of a data set: copies, diversity, outliers."""
