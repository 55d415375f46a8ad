"""The data set in the window: items, selection, decisions, splits, small pictures; no widgets."""
