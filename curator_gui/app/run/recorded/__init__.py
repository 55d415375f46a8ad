"""What the last run left for the views: outputs, names, states of steps; and following it."""
