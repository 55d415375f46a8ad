"""Where worker processes live, how they are started and killed, and how they ended."""
