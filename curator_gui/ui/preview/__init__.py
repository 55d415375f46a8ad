"""The Preview view: one index, step by step, before and after; and the preview of an output."""
