"""Earlier runs: their list, their records, comparisons."""
