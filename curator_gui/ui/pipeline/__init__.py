"""The pipeline as cards, and the catalogue to add steps from."""
