"""An invented war's records with known answers, for the demo, tests and benchmarks.

All people are invented. The world shares no table with the engine, so that it can test it.
"""

from homeward.world.folder import write_requests_csv, write_world
from homeward.world.measure import Measured, measure

__all__ = ["Measured", "measure", "write_requests_csv", "write_world"]
