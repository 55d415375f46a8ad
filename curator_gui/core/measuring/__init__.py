"""What is found out of an item: its inspection, and measures in one pass over its arrays."""
