"""What a component takes: declared at its constructor, and how values become of their type."""
