"""Who is who: which scans are the same person."""
