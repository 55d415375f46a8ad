"""How items go from step to step."""
