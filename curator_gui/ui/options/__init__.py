"""Run options: the panel, the page, the presets."""
