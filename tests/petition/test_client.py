"""The client for browsers: the same bytes as Python, small, old syntax, no network."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.petition.example import GOLDEN, KEYS, MANIFEST, NAMES, TODAY, Office, sign
from tests.programs import program

from homeward.petition.client import digests, page, script
from homeward.petition.papers import answer_paper, ask_paper, seed_paper
from homeward.petition.signing import prepare
from homeward.petition.wire import answer_visit, read_deposit, read_visit

SEED = b"\x0b" * 32
SMALL = 15 << 10  # bytes, compressed


def node(code: str, *options: str, given: Any = None) -> Any:
    """What code that sees the client's functions returns as JSON; `given` is its input."""
    wrapped = (
        "const fs = require('fs'), vm = require('vm');"
        "const given = JSON.parse(fs.readFileSync(0, 'utf8'));"
        "globalThis.given = given.input;"
        "if (!globalThis.crypto) globalThis.crypto = require('crypto').webcrypto;"
        "given.script += 'Object.assign(globalThis, petition);';"
        f"const told = vm.runInThisContext(given.script + {json.dumps(code)});"
        "Promise.resolve(told).then((done) => process.stdout.write(JSON.stringify(done)));"
    )
    done = subprocess.run(
        [program("node"), *options, "-e", wrapped],
        input=json.dumps({"script": script().decode(), "input": given}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


GO = """
const manifest = readManifest(canonical(given.manifest), given.petition_id);
given.signers.map((signer) => {
  const asked = prepare(manifest, "relative", fromHex(signer.seed), signer.payload);
  const answers = Object.fromEntries(signer.steps.map((s) => [s.issuer, fromHex(s.blind_sig)]));
  return { blinded: asked.steps.map((step) => toHex(step.blinded)), entry: finish(asked, answers),
           withdrawal: withdrawal(manifest, fromHex(signer.seed)) };
})
"""


@pytest.mark.rule("PET-1")
@pytest.mark.parametrize("options", [(), ("--jitless",)])
def test_golden_petition(options: tuple[str, ...]) -> None:
    """10 of 10 blinded messages and tokens are those of Python, also without a compiler."""
    made = node(GO, *options, given=GOLDEN)
    for ours, golden in zip(made, GOLDEN["signers"], strict=True):
        assert ours["blinded"] == [step["blinded_msg"] for step in golden["steps"]]
        assert ours["entry"] == golden["entry"]
    revoked = [line for line in GOLDEN["log_entries"] if '"t":"revoke"' in line]
    assert revoked == [ours["withdrawal"] for ours in made if ours["withdrawal"] in revoked]


def test_papers_are_those_of_the_command_line() -> None:
    """Request, seed and answer can go from the page to the command and back."""
    asked = prepare(MANIFEST, "relative", SEED, {"name": "Ірина"})
    answers = {
        name: key.sign_blinded(asked.messages()[name])
        for name, key in zip(NAMES, KEYS, strict=True)
    }
    given = {
        "manifest": MANIFEST.line.decode(),
        "id": MANIFEST.id.hex(),
        "seed": SEED.hex(),
        "answers": answer_paper(MANIFEST, answers).decode(),
    }
    made = node(
        """
        const manifest = readManifest(given.manifest, given.id);
        const asked = prepare(manifest, "relative", fromHex(given.seed), { name: "Ірина" });
        [request(asked), kept(asked, fromHex(given.seed)),
         finish(asked, readAnswers(given.answers, manifest))]
        """,
        given=given,
    )
    assert made[0].encode() == ask_paper(asked)
    assert made[1].encode() == seed_paper(asked, SEED)
    assert made[2].encode() == sign(SEED, {"name": "Ірина"})


@pytest.mark.rule("PET-5")
def test_refusals() -> None:
    """The browser refuses what Python refuses."""
    manifest = json.loads(MANIFEST.line)
    given = {
        "line": MANIFEST.line.decode(),
        "id": MANIFEST.id.hex(),
        "told": manifest,
        "answer": KEYS[0].sign_blinded(b"\0" * 255 + b"\5").hex(),
        "seed": SEED.hex(),
    }
    made = node(
        """
        const reason = (act) => { try { act(); return null; } catch (e) { return e.message; } };
        const id = (text) => toHex(sha256(utf8("petition-manifest-v1\\n" + text)));
        const changed = (change) => {
          const told = JSON.parse(given.line);
          change(told.classes[0], told);
          const text = canonical(told);
          return reason(() => readManifest(text, id(text)));
        };
        const key = (change) => changed((group) => {
          const spki = fromText(group.issuers[0].spki);
          group.issuers[0].spki = toText(change(spki) || spki);
        });
        const manifest = readManifest(given.line, given.id);
        const asked = prepare(manifest, "relative", fromHex(given.seed), {});
        const answer = fromHex(given.answer);
        const both = { "issuer-a.example": answer, "issuer-b.example": answer };
        [
          changed(() => {}),
          reason(() => readManifest(given.line.replace("2026", "2027"), given.id)),
          key((spki) => { spki[spki.length - 1] = 3; }),
          key((spki) => { spki[288] &= 254; }),
          key((spki) => { spki[33] &= 127; }),
          key((spki) => spki.slice(0, 200)),
          key((spki) => joined(spki, Uint8Array.of(0))),
          changed((group) => { group.issuers[1].spki = group.issuers[0].spki; }),
          changed((group) => { group.k = 1; }),
          changed((group) => { group.k = 3; }),
          changed((group) => { group.issuers[1].name = group.issuers[0].name; }),
          changed((group, told) => { told.v = 2; }),
          reason(() => finish(asked, both)),
          reason(() => finish(asked, { "issuer-a.example": answer })),
          reason(() => prepare(manifest, "children", fromHex(given.seed), {})),
          reason(() => prepare(manifest, "relative", fromHex("00"), {})),
          reason(() => prepare(manifest, "relative", fromHex(given.seed), { name: "a\\nb" })),
          reason(() => prepare(manifest, "relative", fromHex(given.seed), { text: "a" })),
        ]
        """,
        given=given,
    )
    assert made[0] is None
    assert [reason for reason in made[1:] if reason is None] == []
    assert [("link" in made[1]), ("65537" in made[2]), ("malformed" in made[3])] == [True] * 3


def test_digests_of_all_lengths() -> None:
    """Our SHA-256 and SHA-384 are those of the platform, around every edge of a block."""
    assert node(
        """
        Array.from({ length: 300 }, (_, n) => {
          const data = Uint8Array.from({ length: n }, (_, i) => i * 7 + n);
          return [toHex(sha256(data)), toHex(sha384(data))];
        })
        """
    ) == [hashes_of(bytes((i * 7 + n) % 256 for i in range(n))) for n in range(300)]


def hashes_of(data: bytes) -> list[str]:
    from hashlib import sha256, sha384

    return [sha256(data).hexdigest(), sha384(data).hexdigest()]


@pytest.mark.rule("PET-9")
def test_small_and_quiet() -> None:
    """Script and page are small, and have no eval, inline handler, request or foreign address."""
    for made in (script(), page()):
        assert len(gzip.compress(made, mtime=0)) <= SMALL
        text = made.decode()
        assert text.count("fetch(") == (
            made is script()
        )  # in one place, which online.js uses thrice
        for word in ("eval(", "Function(", "XMLHttpRequest", "WebSocket", "import(",
                     "sendBeacon", "http:", "https:", "innerHTML", "document.write", "localStorage",
                     "document.cookie"):  # fmt: skip
            assert word not in text, word
        assert not re.search(r"<[^>]+\son\w+=", text)
    assert b"default-src 'none'" in page()


@pytest.mark.rule("PET-9")
def test_three_requests(tmp_path: Path) -> None:
    """Online, the client reads the manifest, visits an issuer and hands in: no cookie, no more."""
    office = Office(tmp_path)
    visit = node(ONLINE, given=online())["sent"][1]
    told = answer_visit(
        [office.issuing], NAMES[0], read_visit(visit["body"].encode()), b"Olena", TODAY
    )
    assert json.loads(visit["body"])["asks"][0]["asked"][0]["issuer"] == NAMES[0]
    made = node(ONLINE, given=online() | {"answer": told.decode()})
    line = json.loads(made["sent"][3]["body"])["entry"].encode()
    assert line == sign(SEED)
    assert office.deposits.accept(read_deposit(made["sent"][3]["body"].encode()), TODAY)
    assert [request["address"] for request in made["sent"]] == ["m", "issue", "issue", "sign"]
    for request in made["sent"]:
        assert request["credentials"] == "omit"
        assert request["referrerPolicy"] == "no-referrer"


ONLINE = """
(async () => {
  const sent = [];
  const replies = { m: given.manifest, issue: given.answer, sign: '{"kept":true}' };
  globalThis.fetch = async (address, options) => {
    sent.push({ address, ...options });
    const text = sent.length === 3 ? given.second : replies[address];
    return { ok: true, text: async () => text, json: async () => JSON.parse(text) };
  };
  const manifest = await fetchManifest("m", given.id);
  const asked = prepare(manifest, "relative", fromHex(given.seed), {});
  const [one] = await collect("issue", "code", [asked], "issuer-a.example");
  const [two] = await collect("issue", "code", [asked], "issuer-b.example");
  if (!one.refused) {
    const line = finish(asked, { "issuer-a.example": one.answer, "issuer-b.example": two.answer });
    await handIn("sign", line);
  }
  return { sent };
})()
"""


def online() -> dict[str, str]:
    """What the client is answered; issuer B answers as it would, A refuses at first."""
    asked = prepare(MANIFEST, "relative", SEED)
    second = KEYS[1].sign_blinded(asked.messages()[NAMES[1]])
    answer = json.loads(answer_paper(MANIFEST, {NAMES[1]: second}))
    return {
        "manifest": MANIFEST.line.decode(),
        "id": MANIFEST.id.hex(),
        "seed": SEED.hex(),
        "answer": '{"answers":[{"refused":"closed"}]}',
        "second": json.dumps({"answers": [answer]}),
    }


def check_syntax_of_2020(made: bytes) -> None:
    """Fails where a parser of that year would not read a script."""
    check = """
    let acorn;
    try { acorn = require('internal/deps/acorn/acorn/dist/acorn'); } catch {
      try { acorn = require('/usr/share/nodejs/acorn'); } catch { process.exit(77); }
    }
    const text = require('fs').readFileSync(0, 'utf8');
    acorn.parse(text, { ecmaVersion: 2020, sourceType: 'script' });
    try { acorn.parse('a ??= 1', { ecmaVersion: 2020 }); process.exit(1); } catch {}
    """
    command = [program("node"), "--expose-internals", "-e", check]
    done = subprocess.run(command, input=made, capture_output=True, check=False)
    if done.returncode == 77:
        pytest.skip("this node brings no parser that can be told the year")
    assert done.returncode == 0, done.stderr.decode()[-500:]


@pytest.mark.rule("PET-9")
def test_syntax_of_2020() -> None:
    """The oldest browsers that know BigInt can read it."""
    found = re.search(rb"<script>(.*)</script>", page(), re.DOTALL)
    assert found
    for made in (script(), found[1]):
        check_syntax_of_2020(made)


@pytest.mark.rule("PET-9")
def test_quick_without_a_compiler(*, full: bool) -> None:
    """One issuance takes at most 50 ms under --jitless (--full: a clock)."""
    if not full:
        pytest.skip("times are taken in the full run only")
    timed = """
    const manifest = readManifest(canonical(given.manifest), given.petition_id);
    manifest.classes[0].issuers.length = 1;
    manifest.classes[0].k = 1;
    const times = given.signers.map((signer) => {
      const begun = performance.now();
      const asked = prepare(manifest, "relative", fromHex(signer.seed), signer.payload);
      finish(asked, { "issuer-a.example": fromHex(signer.steps[0].blind_sig) });
      return performance.now() - begun;
    });
    times.sort((a, b) => a - b)[2]
    """
    assert node(timed, "--jitless", given=GOLDEN) <= 50


@pytest.mark.rule("SUP-2")
def test_built_twice(tmp_path: Path) -> None:
    """Two builds are the same bytes, and the manifest's digests are theirs."""
    command = [sys.executable, "-m", "homeward.petition.client"]
    told = []
    for name in ("one", "two"):
        done = subprocess.run(
            [*command, tmp_path / name], check=True, capture_output=True, text=True
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert [line.split()[0] for line in told[0].splitlines()] == digests()
    assert (tmp_path / "one/petition.html").read_bytes() == page()
