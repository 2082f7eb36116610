"""`python -m homeward.petition.client FOLDER`: write petition.js and petition.html."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from homeward.petition.client import page, script


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m homeward.petition.client FOLDER\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in (("petition.js", script()), ("petition.html", page())):
        (folder / name).write_bytes(made)
        sys.stdout.write(f"{sha256(made).hexdigest()}  {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
