"""nomenklatura logic-v2 at its defaults, on Person entities with a fresh id for each."""

from __future__ import annotations

from itertools import count

from followthemoney import EntityProxy, model
from lines import score_pairs
from nomenklatura.matching import LogicV2

CONFIG = LogicV2.default_config()
NUMBERS = count()  # caches of the library are keyed by id


def person(name: str) -> EntityProxy:
    entity = model.make_entity("Person")
    entity.id = f"p{next(NUMBERS)}"
    entity.add("name", name)
    return entity


def score(ours: str, theirs: str) -> float:
    return LogicV2.compare(person(ours), person(theirs), CONFIG).score


if __name__ == "__main__":
    score_pairs({"nomenklatura logic-v2": score}, "nomenklatura", "rigour", "pyicu")
