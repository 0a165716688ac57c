"""The demonstration year 2023: invented people in the real bodies of the town."""
