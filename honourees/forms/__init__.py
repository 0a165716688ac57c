"""What people type into the register, and what they narrow it by."""
