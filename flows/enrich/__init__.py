"""Adds what the badge did not say."""
