"""The Data set view: items, proposals, split and card of what a run left."""
