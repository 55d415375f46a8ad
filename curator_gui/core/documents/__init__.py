"""Pipeline documents: read, written, edited as text, checked and built."""
