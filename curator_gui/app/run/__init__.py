"""One run as the window steers and follows it."""
