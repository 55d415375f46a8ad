"""What is remembered or found out about this computer and its user."""
