"""What has become of every index."""
