"""What a booth laptop does: a badge in front of a lens becomes a Scan on disk."""
