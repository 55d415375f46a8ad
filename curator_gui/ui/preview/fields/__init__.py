"""The fields of an item as a table, with statistics and the words for them."""
