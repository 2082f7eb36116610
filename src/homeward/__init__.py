"""Homeward: finds people taken or lost in war and helps bring them home."""

__version__ = "0.1.0"
