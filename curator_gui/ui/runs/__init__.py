"""The history of runs: look at an earlier one, take it up again, compare, report, delete."""
