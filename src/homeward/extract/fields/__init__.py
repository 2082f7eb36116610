"""Recognisers of what a text may say of a person; each looks at the clean text alone."""
