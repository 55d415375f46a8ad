"""Code in a document's own folder: read, described and agreed to before any of it is run."""
