"""The window: widgets, docks, forms and plots."""

from curator_gui.app.settings.sources_of_modules import spare_sources

spare_sources()  # before the hundreds of modules that the window imports
