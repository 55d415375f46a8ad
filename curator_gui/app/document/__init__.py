"""The open document: its edits, checks, files and the words that find things in it."""
