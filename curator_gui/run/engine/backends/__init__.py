"""The backends that the engine brings: see `curator_gui.run.engine.registry`."""
