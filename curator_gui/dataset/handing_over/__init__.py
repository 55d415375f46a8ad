"""What a run hands over: table, description, statistics and card."""
