"""Files that meshio reads, and what has to be repaired or read otherwise."""
