"""Files on other machines: their addresses, copies of them, and what goes wrong on the way."""
