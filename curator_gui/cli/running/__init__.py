"""Commands that run a document, or say beforehand what a run would do."""
