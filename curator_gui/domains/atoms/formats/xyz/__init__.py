"""Extended XYZ and plain XYZ files."""
