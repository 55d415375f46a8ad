"""What became of every index: columns, order, groups of failures, files of rows."""
