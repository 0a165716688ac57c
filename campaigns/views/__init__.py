"""Pages of campaigns and plans."""
