"""The window: widgets, docks, forms and plots."""
