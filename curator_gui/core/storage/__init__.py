"""Files, folders and addresses: where things lie, written at once, read with care."""
