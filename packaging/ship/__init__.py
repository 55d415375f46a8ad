"""What makes Curator into something that people can install; `packaging/build.py` starts it."""
