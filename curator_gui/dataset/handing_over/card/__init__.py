"""The card of a data set: what a person says of it, what its numbers show, pictures, the text."""
