"""Opening, saving, recovering and exporting documents."""
