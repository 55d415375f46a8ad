"""What will run: indices, partition groups, options, and what an earlier run left to do."""
