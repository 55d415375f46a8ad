"""Numbers, quantities and names as text."""
