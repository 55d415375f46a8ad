"""Small files beside documents and outputs: decisions, parts, learned constants."""
