"""The files that tell of a data set: table, statistics, description."""
