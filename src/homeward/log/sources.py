"""Where a log is read from: a folder, a USB stick, a site."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from homeward.errors import BadInput, Busy, UnreadableFile
from homeward.log.tiles import Fetch

_TIMEOUT = 60  # seconds; Tor is slow
_TRIES = 3
_LARGEST = 32 << 20  # bytes of one file; a full bundle has at most 17 MB


def folder_source(folder: Path) -> Fetch:
    """Files of a folder by their path inside the log."""

    def fetch(path: str) -> bytes:
        try:
            return (folder / path).read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise UnreadableFile(f"{path} cannot be read ({error.strerror})") from error

    return fetch


def url_source(url: str) -> Fetch:
    """Files below a URL; `https_proxy` and the like are obeyed."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise BadInput("a log is read from a folder or from an http or https address")
    prefix = url.partition("#")[0].rstrip("/") + "/"
    return lambda path: _download(prefix, path)


def _download(prefix: str, path: str) -> bytes:
    for wait in range(1, _TRIES + 1):
        try:
            with urllib.request.urlopen(prefix + path, timeout=_TIMEOUT) as answer:  # noqa: S310  # http(s) only, see above
                return _limited(answer.read(_LARGEST + 1), path)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                raise FileNotFoundError(path) from None
            reason = f"status {error.code}"
        except (OSError, HTTPException) as error:  # also an answer that is cut off
            reason = type(error).__name__
        if wait < _TRIES:
            time.sleep(wait)
    raise Busy(f"{path} could not be downloaded ({reason}); try again")


def _limited(data: bytes, path: str) -> bytes:
    if len(data) > _LARGEST:
        raise BadInput(f"{path} is larger than any file of a log")
    return data
