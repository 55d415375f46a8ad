"""What a preview shows of gridded fields."""
