"""Forms parse; services decide."""
