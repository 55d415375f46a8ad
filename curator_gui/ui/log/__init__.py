"""What workers and engine had to say."""
