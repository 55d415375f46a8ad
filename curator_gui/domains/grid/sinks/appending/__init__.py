"""Items of a new run behind those of a store: which, whether they fit, and how they get there."""
