"""What people write about campaigns, plans and steps."""
