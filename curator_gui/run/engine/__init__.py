"""Who runs what now: the supervisor, its slots, the backends, and what they tell."""
