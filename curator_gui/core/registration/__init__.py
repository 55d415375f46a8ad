"""Which components there are: entries, own files, functions, and those of other packages."""
