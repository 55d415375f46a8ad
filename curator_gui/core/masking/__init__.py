"""Passwords and keys: how they are recognized, and masked in whatever is said, shown or kept."""
