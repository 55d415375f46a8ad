"""Forms generated from Params."""
