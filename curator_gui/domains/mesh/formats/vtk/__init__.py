"""Files that VTK reads and writes, and what its readers do not notice or do not say."""
