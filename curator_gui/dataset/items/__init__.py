"""Items of a data set as a table: filters, decisions, saved views, and what is drawn of them."""
