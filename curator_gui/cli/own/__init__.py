"""Commands about what people bring themselves: components, add-ons, code."""
