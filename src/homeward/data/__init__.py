"""Tables that the engine ships; SOURCES.md names the source and licence of each."""
