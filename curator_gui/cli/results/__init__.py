"""Commands that show and look after what runs have left."""
