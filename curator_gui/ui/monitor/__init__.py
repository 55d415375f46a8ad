"""What a run is doing, while it runs and afterwards."""
