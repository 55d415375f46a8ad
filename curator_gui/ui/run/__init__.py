"""Running from the window."""
