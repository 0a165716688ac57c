"""The administrator's pages of the register, and the registration of titles."""
