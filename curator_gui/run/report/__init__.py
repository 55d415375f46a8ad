"""What is told of a run: a page to keep, its charts, a progress bar."""
