"""Words, numbers and their translation."""
