"""What managers get: Leads become files that people open."""
