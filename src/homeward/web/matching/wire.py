"""Messages on the matcher's socket: four bytes of length, then JSON."""

from __future__ import annotations

import json
import socket
from typing import Any

from homeward.errors import BadInput

LONGEST = 8 * 1024 * 1024


def send(connection: socket.socket, message: dict[str, Any]) -> None:
    """Write one message."""
    body = json.dumps(message, ensure_ascii=False).encode()
    connection.sendall(len(body).to_bytes(4) + body)


def receive(connection: socket.socket) -> dict[str, Any]:
    """Read one message; raises `ConnectionError` at an early end, `BadInput` for nonsense."""
    length = int.from_bytes(_exactly(connection, 4))
    if length > LONGEST:
        raise BadInput("a message to the matcher is too long")
    try:
        message = json.loads(_exactly(connection, length))
    except ValueError:
        raise BadInput("a message to the matcher is not JSON") from None
    if not isinstance(message, dict):
        raise BadInput("a message to the matcher is an object")
    return message


def _exactly(connection: socket.socket, count: int) -> bytes:
    parts, missing = [], count
    while missing:
        part = connection.recv(missing)
        if not part:
            raise ConnectionError("the other side closed the socket")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
