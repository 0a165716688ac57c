"""A register of any size, for measuring: the states and rows that years of work would have left."""
