"""Pages of the register, and the registration of titles."""
