"""What workers and the supervisor say to each other."""
