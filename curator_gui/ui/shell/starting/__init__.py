"""How the application with its window starts, and what it looks after from then on."""
