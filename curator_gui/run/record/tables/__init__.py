"""What stands in the database of a record: its schema, rows, texts and columns."""
