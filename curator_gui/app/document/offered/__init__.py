"""What can be put into a document: components, recipes, samples."""
