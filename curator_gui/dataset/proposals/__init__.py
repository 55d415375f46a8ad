"""What stands apart, is there twice or differs among the items of a data set, in words."""
