"""The manual in the window: F1 opens it on what has the keyboard."""
