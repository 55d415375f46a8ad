"""What comes before the run proper: its plan, and passes in which filters learn."""
