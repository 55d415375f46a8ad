"""What earlier runs have finished for good, and what has to run again."""
