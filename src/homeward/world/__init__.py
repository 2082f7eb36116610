"""An invented war's records with known answers, for the demo, tests and benchmarks.

All people are invented. The world shares no table with the engine, so that it can test it.

- `write_world`: requests and sources in a folder, with the truth about both;
- `measure`: how well leads agree with that truth;
- `linkage`, `write_linkage`: two tables of people with known pairs;
- `search_register`, `search_queries`, `write_search`: full names, and queries for them;
- `oracle_bound`: how well changed identities could be found at best; `rates`: the true rates.
"""

from homeward.world.folder import write_requests_csv, write_world
from homeward.world.linkage import Linkage, linkage, write_linkage
from homeward.world.measure import Measured, measure
from homeward.world.oracle import OracleBound, oracle_bound
from homeward.world.rows import rates
from homeward.world.search import Query, search_queries, search_register, write_search

__all__ = [
    "Linkage",
    "Measured",
    "OracleBound",
    "Query",
    "linkage",
    "measure",
    "oracle_bound",
    "rates",
    "search_queries",
    "search_register",
    "write_linkage",
    "write_requests_csv",
    "write_search",
    "write_world",
]
