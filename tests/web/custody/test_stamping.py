"""Time stamps of the daily checkpoint: asked for once, kept, taken along in a bundle (CUS-1)."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.custody.authority import Authority
from tests.custody.test_bundle import by_hand
from tests.programs import program
from tests.web.custody.test_exporting import original, taken_out  # noqa: F401  # a fixture

from homeward.custody import verify_bundle
from homeward.web.access.models import User
from homeward.web.custody import stamping
from homeward.web.custody.log import commit, publish, publish_when_due
from homeward.web.custody.models import Original
from homeward.web.custody.stamping import checkpoint, stamp_when_due, stamps_of

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytest.importorskip("rfc3161_client", reason="the extra `stamps` is not installed")


@dataclass
class Service:
    """An authority of our own behind HTTP; `lies` answers something else."""

    authority: Authority
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str, query: bytes) -> bytes:
        self.asked.append(path)
        return self.authority.answer(query) if path == "/honest" else b"no answer to this"


@pytest.fixture
def service(tmp_path: Path, settings: SettingsWrapper) -> Iterator[Service]:
    """Three that the operator named: one honest, one that lies, one that is gone."""
    one = Service(Authority.made_in(tmp_path / "authority", program("openssl")))

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == stamping.KIND
            self.send_response(200)
            self.end_headers()
            self.wfile.write(one.answer(self.path, query))

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    folder = tmp_path / "stamps"
    folder.mkdir()
    here = f"http://127.0.0.1:{server.server_port}"
    for name, url in (("a", f"{here}/honest"), ("b", f"{here}/lies"), ("c", "http://127.0.0.1:1")):
        (folder / f"{name}.url").write_text(url)
        for ending, file in (("root", "ca.pem"), ("chain", "tsa.pem")):
            (folder / f"{name}.{ending}.pem").write_bytes(
                (one.authority.folder / file).read_bytes()
            )
    settings.HOMEWARD_STAMPS = folder
    yield one
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.rule("CUS-1")
def test_the_checkpoint_of_a_day_is_stamped_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lies or is gone keeps nobody back, is told in the log, and is asked again later."""
    assert stamp_when_due() == 0  # nothing is published yet
    commit([b"\x01" * 32])
    publish_when_due()
    assert stamp_when_due() == 1
    first = checkpoint()
    assert first is not None
    [kept] = stamps_of(first)
    assert (kept.name, service.asked) == ("a", ["/honest", "/lies"])

    assert stamp_when_due() == 0
    assert len(service.asked) == 2
    monkeypatch.setattr(stamping, "AGAIN_AFTER", 0)
    assert stamp_when_due() == 0
    assert service.asked[2:] == ["/lies"]
    commit([b"\x02" * 32])
    publish()
    assert stamp_when_due() == 1
    assert [one.name for one in stamps_of(first)] == ["a"]


@pytest.mark.rule("CUS-1", "CUS-2")
def test_a_bundle_takes_its_stamp_along_and_verifies_by_hand(
    service: Service,
    original: Original,  # noqa: F811  # the fixture
    bohdan: User,
    daryna: User,
    tmp_path: Path,
) -> None:
    """With sh, sha256sum and openssl alone; the day is the authority's, not ours."""
    taken_out(original, bohdan, daryna, tmp_path / "bundle.zip")
    [moment] = verify_bundle(tmp_path / "bundle.zip").stamped
    zipfile.ZipFile(tmp_path / "bundle.zip").extractall(tmp_path / "unpacked")

    said = by_hand(tmp_path / "unpacked")
    assert "Time stamp:" in said
    assert "VERIFIED: the original, 3 events" in said
    assert moment.year >= 2024


def test_without_the_setting_nobody_is_asked(settings: SettingsWrapper, office: object) -> None:
    """The default: the site asks no other machine for anything."""
    assert settings.HOMEWARD_STAMPS is None
    commit([b"\x01" * 32])
    publish()
    assert stamp_when_due() == 0
