"""What is said in boxes, bars and empty views."""
