"""Parts of a data set without leakage, and what speaks against them."""
