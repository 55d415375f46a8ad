"""Files of other programs that VTK reads: what is looked at before it does."""
