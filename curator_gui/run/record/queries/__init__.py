"""What is asked of a record as a whole: all its rows, measures, what its filters learned."""
