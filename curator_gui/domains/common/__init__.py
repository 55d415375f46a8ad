"""What the domains share, and what belongs to none of them."""
