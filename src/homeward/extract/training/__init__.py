"""Sentences to learn from: invented ones with names put in, in all cases."""
