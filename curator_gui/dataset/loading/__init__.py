"""Items of a data set as arrays, for training code."""
