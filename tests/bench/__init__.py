"""Measurements of what the design sets a budget for: `./portal bench`."""
