"""What a run of the open document would do, take and need, before it is started."""
