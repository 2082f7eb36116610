"""Pages for everybody, services for clients, the helper's form, and the work of staff."""
