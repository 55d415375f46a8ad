"""What the desktop around the window offers: notifications, sleep, crash reports, theme."""
