"""What is not taken on trust: secrets in what is said, code and files of others, servers."""
