"""What a preview shows of structures."""
