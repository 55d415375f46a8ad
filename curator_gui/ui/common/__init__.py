"""What several rooms of the window share: colors, icons, words, small widgets, commands."""
