"""The pages of the Data set view."""
