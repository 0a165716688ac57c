"""Signing in, and the administrator's rooms."""
