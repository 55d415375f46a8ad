"""The application without widgets: session, run thread, undo, settings, item models."""
