// The signer's side of a petition. Nothing here sends anything: it makes and reads texts.
//
//   const manifest = readManifest(text, id)         id: 64 digits, from the petition's link
//   const asked = prepare(manifest, "relative", seed, {})
//   request(asked)                                   for the issuers
//   finish(asked, answers)                           the line that signs; answers: issuer to bytes
//   withdrawal(manifest, seed)                       the line that takes it back

const EXPONENT = 65537n;
const SIZE = 256;
const KIND = Uint8Array.of(0, 2);
const BEFORE = fromHex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100");
const AFTER = fromHex("0203010001");

function canonical(value) {
  // RFC 8785: keys sorted by UTF-16, as JavaScript sorts
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return "{" + keys.map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
}

function readKey(spki) {
  const n = toNumber(spki.slice(BEFORE.length, -AFTER.length));
  const rewritten = joined(BEFORE, spki.slice(BEFORE.length, BEFORE.length + SIZE), AFTER);
  if (!same(spki, rewritten)) throw new Error("an issuer's key is not RSA of 2048 bits with exponent 65537");
  if (n >> 2047n !== 1n || divisor(productOfSmallPrimes(), n) !== 1n) {
    throw new Error("an issuer's key is malformed");
  }
  return { n, id: sha256(spki) };
}

function readManifest(text, id) {
  const digest = sha256(utf8("petition-manifest-v1\n" + text));
  if (toHex(digest) !== id) throw new Error("the manifest is not that of the petition in the link");
  const told = JSON.parse(text);
  if (told.v !== 1 || canonical(told) !== text) throw new Error("this is no manifest of version 1");
  const used = new Set();
  const classes = told.classes.map((group) => {
    const names = new Set(group.issuers.map((issuer) => issuer.name));
    const count = group.issuers.length;
    if (names.size < count || !(2 * group.k > count) || group.k > count) {
      throw new Error("too few issuers are demanded, or one is named twice");
    }
    const issuers = group.issuers.map(({ name, spki }) => ({ name, key: readKey(fromText(spki)) }));
    for (const { key } of issuers) {
      if (used.has(key.n)) throw new Error("two issuers share one key");
      used.add(key.n);
    }
    return { id: group.id, k: group.k, issuers };
  });
  return { id: digest, told, classes };
}

function newSeed() { return crypto.getRandomValues(new Uint8Array(32)); }

function revocation(manifest, seed) {
  if (seed.length !== 32) throw new Error("a seed has 32 random bytes");
  return expand(seed, joined(utf8("revoke"), manifest.id), 32);
}

function u16(data) { return joined(Uint8Array.of(data.length >> 8, data.length & 255), data); }

function encodePss(message, salt) {
  // EMSA-PSS for a key of 2048 bits
  const digest = sha384(joined(new Uint8Array(8), sha384(message), salt));
  const size = SIZE - digest.length - 1;
  const block = joined(new Uint8Array(size - salt.length - 1), Uint8Array.of(1), salt);
  let mask = new Uint8Array(0);
  for (let n = 0; mask.length < size; n += 1) {
    mask = joined(mask, sha384(joined(digest, Uint8Array.of(0, 0, 0, n))));
  }
  const masked = block.map((byte, i) => byte ^ mask[i]);
  masked[0] &= 0x7f;
  return joined(masked, digest, Uint8Array.of(0xbc));
}

function checkPayload(payload) {
  const keys = Object.keys(payload);
  const named = keys.length === 1 && keys[0] === "name" && /^(?: |[^\p{C}\p{Z}]){1,100}$/u.test(payload.name);
  if (keys.length && !named) throw new Error("a signature carries nothing, or one line with a name");
}

function prepare(manifest, classId, seed, payload) {
  const group = manifest.classes.find((one) => one.id === classId);
  if (!group) throw new Error("the petition has no such class");
  checkPayload(payload);
  const mark = sha256(joined(utf8("petition-revoke-v1\n"), revocation(manifest, seed)));
  const told = sha256(utf8("petition-payload-v1\n" + canonical(payload)));
  const nonce = sha256(joined(utf8("petition-serial-v1\n"), mark, told));
  const steps = group.issuers.map(({ name, key }) => {
    const secret = (label, size) => expand(seed, joined(utf8(label), manifest.id, key.id), size);
    const challenge = joined(KIND, u16(utf8(name)), Uint8Array.of(32), manifest.id, u16(utf8(classId)));
    const input = joined(KIND, nonce, sha256(challenge), key.id);
    const encoded = toNumber(encodePss(input, secret("salt", 48)));
    const factor = 1n + (toNumber(secret("blind", 272)) % (key.n - 1n));
    if (divisor(encoded, key.n) !== 1n) throw new Error("the issuer's key shares a factor with a number");
    const blinded = toBytes((encoded * power(factor, EXPONENT, key.n)) % key.n, SIZE);
    return { name, key, input, encoded, blinded, unblind: inverse(factor, key.n) };
  });
  return { manifest, group, mark, payload, steps };
}

function unblinded(step, answer) {
  const signature = (toNumber(answer) * step.unblind) % step.key.n;
  if (answer.length !== SIZE || power(signature, EXPONENT, step.key.n) !== step.encoded) {
    throw new Error("the answer of " + step.name + " is not a signature of what was asked");
  }
  return joined(step.input, toBytes(signature, SIZE));
}

function finish(asked, answers) {
  const answered = asked.steps.filter((step) => answers[step.name]).slice(0, asked.group.k);
  if (answered.length < asked.group.k) throw new Error("answers of " + asked.group.k + " issuers are needed");
  return canonical({
    v: 1, t: "sign", p: toText(asked.manifest.id), c: asked.group.id, cR: toText(asked.mark),
    pl: asked.payload, tok: answered.map((step) => toText(unblinded(step, answers[step.name]))),
  });
}

function withdrawal(manifest, seed) {
  return canonical({ v: 1, t: "revoke", p: toText(manifest.id), R: toText(revocation(manifest, seed)) });
}

// The same small files as `homeward petition sign` reads and writes.

function request(asked) {
  const list = asked.steps.map((step) => ({ issuer: step.name, blinded_msg: toText(step.blinded) }));
  return canonical({ v: 1, t: "ask", p: toText(asked.manifest.id), c: asked.group.id, asked: list });
}

function kept(asked, seed) {
  const { manifest, group, payload } = asked;
  return canonical({ v: 1, t: "seed", p: toText(manifest.id), c: group.id, pl: payload, seed: toText(seed) });
}

function readPaper(text, kind, manifest) {
  const told = JSON.parse(text);
  if (told.v !== 1 || told.t !== kind || told.p !== toText(manifest.id)) {
    throw new Error("this file is of another kind or petition");
  }
  return told;
}

function readAnswers(text, manifest) {
  const { answers } = readPaper(text, "answer", manifest);
  return Object.fromEntries(answers.map((one) => [one.issuer, fromText(one.blind_sig)]));
}
