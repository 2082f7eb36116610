"use strict";
// Seals a request on this machine, so that nobody on its way can read it. Nothing here needs a
// connection, and nothing is stored. Only numbers and crypto.getRandomValues: the same file works
// in every browser and wherever it was opened from.
//   SHA-256 FIPS 180-4 · HMAC RFC 2104 · HKDF RFC 5869 · BLAKE2b RFC 7693 · Argon2id RFC 9106
//   X25519 RFC 7748 · AES-256-GCM SP 800-38D · HPKE RFC 9180, base mode
const homeward = (() => {
  const utf8 = (text) => new TextEncoder().encode(text);
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  const base64 = (bytes) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
  const unbase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }

  // --- SHA-256, HMAC, HKDF
  const PRIMES = [];
  for (let number = 2; PRIMES.length < 64; number++) {
    if (PRIMES.every((prime) => number % prime)) PRIMES.push(number);
  }
  const fraction = (value) => ((value - Math.floor(value)) * 0x100000000) >>> 0;
  const ROUND = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
  const FIRST = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const right = (word, bits) => (word >>> bits) | (word << (32 - bits));

  function sha256(bytes) {
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
    const state = Uint32Array.from(FIRST), words = new Uint32Array(64);
    for (let start = 0; start < padded.length; start += 64) {
      for (let i = 0; i < 16; i++) words[i] = view.getUint32(start + 4 * i);
      for (let i = 16; i < 64; i++) {
        const a = words[i - 15], b = words[i - 2];
        words[i] = words[i - 16] + words[i - 7]
          + (right(a, 7) ^ right(a, 18) ^ (a >>> 3)) + (right(b, 17) ^ right(b, 19) ^ (b >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const first = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25))
          + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
        const second = ((right(a, 2) ^ right(a, 13) ^ right(a, 22))
          + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
    }
    const digest = new DataView(new ArrayBuffer(32));
    state.forEach((word, i) => digest.setUint32(4 * i, word));
    return new Uint8Array(digest.buffer);
  }

  function hmac(key, message) {
    const block = new Uint8Array(64);
    block.set(key.length > 64 ? sha256(key) : key);
    const inner = sha256(join(block.map((one) => one ^ 0x36), message));
    return sha256(join(block.map((one) => one ^ 0x5c), inner));
  }

  function expand(key, info, length) {
    let last = new Uint8Array(0), all = last;
    for (let number = 1; all.length < length; number++) {
      last = hmac(key, join(last, info, [number]));
      all = join(all, last);
    }
    return all.slice(0, length);
  }

  // --- BLAKE2b
  const WORD = (1n << 64n) - 1n;
  const IV = [
    0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
    0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
  ];
  const SIGMA = [
    "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8",
    "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a",
    "6fe9b308c2d714a5", "a2847615fb9e3cd0", "0123456789abcdef", "ea489fd61c02b753",
  ];
  const rotate = (word, bits) => ((word >> bits) | (word << (64n - bits))) & WORD;

  function blake2b(bytes, length) {
    const state = IV.slice();
    state[0] ^= 0x01010000n ^ BigInt(length);
    const blocks = Math.max(1, Math.ceil(bytes.length / 128));
    const padded = new Uint8Array(blocks * 128);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    for (let block = 0; block < blocks; block++) {
      const last = block === blocks - 1;
      const words = Array.from({ length: 16 }, (_, i) => view.getBigUint64(block * 128 + 8 * i, true));
      const v = state.concat(IV);
      v[12] ^= BigInt(last ? bytes.length : (block + 1) * 128);
      if (last) v[14] ^= WORD;
      const mix = (a, b, c, d, x, y) => {
        v[a] = (v[a] + v[b] + x) & WORD; v[d] = rotate(v[d] ^ v[a], 32n);
        v[c] = (v[c] + v[d]) & WORD; v[b] = rotate(v[b] ^ v[c], 24n);
        v[a] = (v[a] + v[b] + y) & WORD; v[d] = rotate(v[d] ^ v[a], 16n);
        v[c] = (v[c] + v[d]) & WORD; v[b] = rotate(v[b] ^ v[c], 63n);
      };
      for (const row of SIGMA) {
        const at = Array.from(row, (sign) => words[parseInt(sign, 16)]);
        for (let i = 0; i < 4; i++) mix(i, 4 + i, 8 + i, 12 + i, at[2 * i], at[2 * i + 1]);
        for (let i = 0; i < 4; i++) {
          mix(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, at[8 + 2 * i], at[9 + 2 * i]);
        }
      }
      for (let i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
    }
    const digest = new DataView(new ArrayBuffer(64));
    state.forEach((word, i) => digest.setBigUint64(8 * i, word, true));
    return new Uint8Array(digest.buffer, 0, length);
  }

  // --- Argon2id with one lane; a block is 256 words of 32 bits, the low half first
  const little = (...numbers) => new Uint8Array(Uint32Array.from(numbers).buffer);

  function longHash(bytes, length) {
    const input = join(little(length), bytes);
    if (length <= 64) return blake2b(input, length);
    const parts = [], count = Math.ceil(length / 32) - 2;
    let last = blake2b(input, 64);
    for (let i = 0; i < count; i++) {
      parts.push(last.slice(0, 32));
      last = i === count - 1 ? blake2b(last, length - 32 * count) : blake2b(last, 64);
    }
    return join(...parts, last);
  }

  function quarter(v, a, b, c, d) {
    halfQuarter(v, a, b, d, 0, 1);
    halfQuarter(v, c, d, b, 24, 0);
    halfQuarter(v, a, b, d, 16, 0);
    halfQuarter(v, c, d, b, 31, 2);
  }

  // x = x + y + 2·low(x)·low(y), then z = (z ^ x) turned right by 32 (how 1), by bits (how 0),
  // or by 63 (how 2: left by one)
  function halfQuarter(v, x, y, z, bits, how) {
    const xl = v[x], yl = v[y];
    const al = xl & 0xffff, ah = xl >>> 16, bl = yl & 0xffff, bh = yl >>> 16;
    const ll = al * bl, lh = al * bh, hl = ah * bl;
    const mid = (ll >>> 16) + (lh & 0xffff) + (hl & 0xffff);
    const low = ((mid << 16) | (ll & 0xffff)) >>> 0;
    const high = (ah * bh + (lh >>> 16) + (hl >>> 16) + (mid >>> 16)) >>> 0;
    const sum = xl + yl + ((low << 1) >>> 0);
    const carry = sum >= 0x200000000 ? 2 : sum >= 0x100000000 ? 1 : 0;
    const newHigh = (v[x + 1] + v[y + 1] + ((high << 1) | (low >>> 31)) + carry) | 0;
    v[x] = sum;
    v[x + 1] = newHigh;
    const zl = v[z] ^ v[x], zh = v[z + 1] ^ v[x + 1];
    if (how === 1) { v[z] = zh; v[z + 1] = zl; }
    else if (how === 2) { v[z] = (zl << 1) | (zh >>> 31); v[z + 1] = (zh << 1) | (zl >>> 31); }
    else { v[z] = (zl >>> bits) | (zh << (32 - bits)); v[z + 1] = (zh >>> bits) | (zl << (32 - bits)); }
  }

  function permute(v, at) {
    for (let i = 0; i < 4; i++) quarter(v, at[i], at[4 + i], at[8 + i], at[12 + i]);
    for (let i = 0; i < 4; i++) {
      quarter(v, at[i], at[4 + (i + 1) % 4], at[8 + (i + 2) % 4], at[12 + (i + 3) % 4]);
    }
  }

  const ROWS = [], COLUMNS = [];
  for (let i = 0; i < 8; i++) {
    ROWS.push(Array.from({ length: 16 }, (_, j) => 2 * (16 * i + j)));
    COLUMNS.push(Array.from({ length: 16 }, (_, j) => 2 * (2 * i + 16 * (j >> 1) + (j & 1))));
  }
  const mixed = new Uint32Array(256), work = new Uint32Array(256);

  function compress(memory, previous, reference, target, keep) {
    for (let i = 0; i < 256; i++) work[i] = mixed[i] = memory[previous + i] ^ memory[reference + i];
    for (const row of ROWS) permute(work, row);
    for (const column of COLUMNS) permute(work, column);
    for (let i = 0; i < 256; i++) {
      const word = work[i] ^ mixed[i];
      memory[target + i] = keep ? memory[target + i] ^ word : word;
    }
  }

  async function argon2id(password, salt, kibibytes, passes, length, pause) {
    const blocks = 4 * Math.floor(kibibytes / 4), segment = blocks / 4;
    const memory = new Uint32Array(blocks * 256), address = new Uint32Array(3 * 256);
    const bytes = new Uint8Array(memory.buffer);
    const start = blake2b(join(
      little(1, length, kibibytes, passes, 0x13, 2, password.length), password,
      little(salt.length), salt, little(0, 0)), 64);
    bytes.set(longHash(join(start, little(0, 0)), 1024), 0);
    bytes.set(longHash(join(start, little(1, 0)), 1024), 1024);
    for (let pass = 0; pass < passes; pass++) {
      for (let slice = 0; slice < 4; slice++) {
        if (pause) await pause((4 * pass + slice) / (4 * passes));
        fill(memory, address, pass, slice, segment, blocks, passes);
      }
    }
    return longHash(bytes.slice((blocks - 1) * 1024), length);
  }

  function fill(memory, address, pass, slice, segment, blocks, passes) {
    const blind = pass === 0 && slice < 2;
    address.fill(0);  // 0: zeros; 1: what is hashed; 2: the addresses
    address.set([pass, 0, 0, 0, slice, 0, blocks, 0, passes, 0, 2, 0], 256);
    for (let index = 0; index < segment; index++) {
      if (blind && index % 128 === 0) {
        address[256 + 12]++;
        compress(address, 0, 256, 512, false);
        compress(address, 0, 512, 512, false);
      }
      if (pass === 0 && slice === 0 && index < 2) continue;
      const current = slice * segment + index, previous = (current || blocks) - 1;
      const chance = blind ? address[512 + 2 * (index % 128)] : memory[previous * 256];
      const area = (pass ? blocks - segment : slice * segment) + index - 1;
      const square = Number((BigInt(chance) * BigInt(chance)) >> 32n);
      const back = Number((BigInt(area) * BigInt(square)) >> 32n);
      const first = pass && slice < 3 ? (slice + 1) * segment : 0;
      const reference = (first + area - 1 - back) % blocks;
      compress(memory, previous * 256, reference * 256, current * 256, pass > 0);
    }
  }

  // --- X25519
  const P = (1n << 255n) - 19n;
  const mod = (value) => ((value % P) + P) % P;
  const number = (bytes) => bytes.reduceRight((sum, one) => (sum << 8n) | BigInt(one), 0n);
  const BASE = Uint8Array.from({ length: 32 }, (_, i) => (i ? 0 : 9));

  function power(base, exponent) {
    let result = 1n;
    for (; exponent; exponent >>= 1n, base = mod(base * base)) {
      if (exponent & 1n) result = mod(result * base);
    }
    return result;
  }

  function x25519(secret, point) {
    const scalar = secret.slice(), u = number(point) & ((1n << 255n) - 1n);
    scalar[0] &= 248; scalar[31] = (scalar[31] & 127) | 64;
    const bits = number(scalar);
    let [x2, z2, x3, z3, swapped] = [1n, 0n, u, 1n, 0n];
    for (let i = 254n; i >= 0n; i--) {
      const bit = (bits >> i) & 1n;
      if (bit !== swapped) [x2, z2, x3, z3] = [x3, z3, x2, z2];
      swapped = bit;
      const a = x2 + z2, b = mod(x2 - z2), aa = mod(a * a), bb = mod(b * b), e = mod(aa - bb);
      const da = mod((x3 - z3) * a), cb = mod((x3 + z3) * b);
      x3 = mod((da + cb) * (da + cb)); z3 = mod(u * mod((da - cb) * (da - cb)));
      x2 = mod(aa * bb); z2 = mod(e * (aa + 121665n * e));
    }
    if (swapped) [x2, z2] = [x3, z3];
    let result = mod(x2 * power(z2, P - 2n));
    return Uint8Array.from({ length: 32 }, () => {
      const one = Number(result & 255n);
      result >>= 8n;
      return one;
    });
  }

  // --- AES-256-GCM
  const double = (one) => ((one << 1) ^ (one & 0x80 ? 0x11b : 0)) & 0xff;
  const SBOX = new Uint8Array(256);
  for (let p = 1, q = 1, first = true; first || p !== 1; first = false) {
    p = (p ^ double(p)) & 0xff;
    q ^= q << 1; q ^= q << 2; q ^= q << 4; q &= 0xff;
    if (q & 0x80) q ^= 0x09;
    const turn = (bits) => ((q << bits) | (q >> (8 - bits))) & 0xff;
    SBOX[p] = q ^ turn(1) ^ turn(2) ^ turn(3) ^ turn(4) ^ 0x63;
  }
  SBOX[0] = 0x63;

  function schedule(key) {
    const words = Array.from({ length: 8 }, (_, i) => Array.from(key.slice(4 * i, 4 * i + 4)));
    for (let i = 8, factor = 1; i < 60; i++) {
      let word = words[i - 1].slice();
      if (i % 8 === 0) {
        word = [word[1], word[2], word[3], word[0]].map((one) => SBOX[one]);
        word[0] ^= factor;
        factor = double(factor);
      } else if (i % 8 === 4) word = word.map((one) => SBOX[one]);
      words.push(word.map((one, j) => one ^ words[i - 8][j]));
    }
    return words.flat();
  }

  function encryptBlock(keys, block) {
    let state = block.map((one, i) => one ^ keys[i]);
    for (let round = 1; round <= 14; round++) {
      const moved = state.map((_, i) => SBOX[state[(i + 4 * (i % 4)) % 16]]);
      state = moved.map((one, i) => {
        const start = i - (i % 4), at = (offset) => moved[start + (i + offset) % 4];
        const spread = round === 14 ? one : double(one) ^ double(at(1)) ^ at(1) ^ at(2) ^ at(3);
        return spread ^ keys[16 * round + i];
      });
    }
    return state;
  }

  const big = (bytes) => bytes.reduce((sum, one) => (sum << 8n) | BigInt(one), 0n);
  const REDUCED = 0xe1n << 120n;

  function ghash(key, parts) {
    let sum = 0n;
    for (const bytes of parts) {
      for (let start = 0; start < bytes.length; start += 16) {
        const block = new Uint8Array(16);
        block.set(bytes.slice(start, start + 16));
        let left = sum ^ big(block), factor = key;
        sum = 0n;
        for (let bit = 127n; bit >= 0n; bit--) {
          if ((left >> bit) & 1n) sum ^= factor;
          factor = factor & 1n ? (factor >> 1n) ^ REDUCED : factor >> 1n;
        }
      }
    }
    return sum;
  }

  function encrypt(key, nonce, plain, more) {
    const keys = schedule(key), counter = new Uint8Array(16);
    counter.set(nonce);
    const stream = (n) => {
      new DataView(counter.buffer).setUint32(12, n);
      return encryptBlock(keys, Array.from(counter));
    };
    const hidden = new Uint8Array(plain.length);
    for (let start = 0; start < plain.length; start += 16) {
      const mask = stream(2 + start / 16);
      for (let i = start; i < Math.min(start + 16, plain.length); i++) hidden[i] = plain[i] ^ mask[i - start];
    }
    const lengths = new DataView(new ArrayBuffer(16));
    lengths.setUint32(4, more.length * 8);
    lengths.setUint32(12, plain.length * 8);
    const hashed = ghash(big(encryptBlock(keys, new Array(16).fill(0))),
      [more, hidden, new Uint8Array(lengths.buffer)]);
    const tag = hashed ^ big(stream(1));
    return join(hidden, Uint8Array.from({ length: 16 }, (_, i) => Number((tag >> BigInt(120 - 8 * i)) & 255n)));
  }

  // --- HPKE, base mode: X25519, HKDF-SHA256, AES-256-GCM
  const KEM = join(utf8("KEM"), [0, 0x20]), SUITE = join(utf8("HPKE"), [0, 0x20, 0, 1, 0, 2]);
  const extracted = (suite, salt, label, input) =>
    hmac(salt, join(utf8("HPKE-v1"), suite, utf8(label), input));
  const expanded = (suite, key, label, info, length) =>
    expand(key, join([length >> 8, length & 255], utf8("HPKE-v1"), suite, utf8(label), info), length);

  function sealTo(recipient, plain, info) {
    const nothing = new Uint8Array(0), secret = random(32), mine = x25519(secret, BASE);
    const shared = expanded(KEM, extracted(KEM, nothing, "eae_prk", x25519(secret, recipient)),
      "shared_secret", join(mine, recipient), 32);
    const context = join([0], extracted(SUITE, nothing, "psk_id_hash", nothing),
      extracted(SUITE, nothing, "info_hash", info));
    const root = extracted(SUITE, shared, "secret", nothing);
    const key = expanded(SUITE, root, "key", context, 32);
    return join(mine, encrypt(key, expanded(SUITE, root, "base_nonce", context, 12), plain, nothing));
  }

  // --- as homeward.seal writes it
  function sealBody(plain, key, context) {
    const filled = new Uint8Array(Math.ceil((plain.length + 4) / 256) * 256);
    new DataView(filled.buffer).setUint32(0, plain.length);
    filled.set(plain, 4);
    const nonce = random(12);
    return join(nonce, encrypt(key, nonce, filled, context));
  }

  function sealRecord(values, recipient, part, id) {
    const context = join(utf8(`homeward ${part} v1 `), id), key = random(32);
    return {
      body: base64(sealBody(utf8(JSON.stringify(values)), key, context)),
      box: base64(sealTo(recipient, key, context)),
    };
  }

  const DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];

  function newCode() {
    let digits = "";
    while (digits.length < 20) {
      for (const one of random(20)) if (one < 250 && digits.length < 20) digits += one % 10;
    }
    return digits + Array.from(digits).reduce((state, digit) => DAMM[state][digit], 0);
  }

  const grouped = (code) => code.match(/.{1,5}/g).join(" ");
  const uuid = (id) => hex(id).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  const folded = (word) => utf8(word.toLowerCase().split(/\s+/).filter(Boolean).join(" "));

  async function keysOf(code, site, pause) {
    const root = await argon2id(utf8(code), unbase64(site.salt), site.memory, site.passes, 32, pause);
    const grown = expand(root, utf8("homeward follow-up code v1"), 80);
    return { lookup: grown.slice(0, 16), unwrap: grown.slice(16, 48), word: grown.slice(48) };
  }

  // told: {matching, confidence, category, consents, language, second}; gives the text to carry
  async function sealRequest(told, code, site, pause) {
    const keys = await keysOf(code, site, pause);
    const secret = random(32), request = random(16), person = random(16), statement = random(16);
    const caseContext = join(utf8("homeward case key v1"), keys.lookup);
    const matching = sealRecord(told.matching, unbase64(site.matcher), "matching", statement);
    const all = { ...told.matching, ...told.confidence };
    const confidence = sealRecord(all, unbase64(site.intake), "confidence", request);
    return JSON.stringify({
      kind: "homeward-request-1",
      lookup: base64(keys.lookup),
      case: base64(x25519(secret, BASE)),
      private: base64(sealBody(secret, keys.unwrap, caseContext)),
      request: uuid(request),
      people: [[uuid(person), told.category, uuid(statement), matching.body, matching.box]],
      confidence: confidence.body,
      box: confidence.box,
      language: told.language,
      consents: told.consents,
      text: site.text,
      word: told.second ? base64(hmac(keys.word, folded(told.second))) : "",
    });
  }

  return { sealRequest, newCode, grouped, argon2id, sha256, hmac, expand, blake2b, x25519, encrypt,
    sealTo, sealBody, hex, utf8, BASE };
})();
if (typeof module !== "undefined") module.exports = homeward;
