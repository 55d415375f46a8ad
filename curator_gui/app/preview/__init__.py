"""Previews for the window: asked for in the background, compared, drawn."""
