"""What happens at night: the Scans of all laptops become Leads."""
