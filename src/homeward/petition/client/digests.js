// SHA-256, SHA-384, HMAC and HKDF-Expand. Constants are computed as FIPS 180-4 defines them: the
// fractional parts of roots of the first primes.

function root(n, degree) {
  // the whole part of a root, by Newton's method from above
  const k = BigInt(degree);
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / degree));
  for (;;) {
    const next = ((k - 1n) * x + n / x ** (k - 1n)) / k;
    if (next >= x) return x;
    x = next;
  }
}

function firstPrimes(count) {
  const primes = [];
  for (let n = 2; primes.length < count; n += 1) {
    if (primes.every((p) => n % p)) primes.push(n);
  }
  return primes;
}

function fractions(primes, degree) {
  // 64 bits of each root's fraction, as pairs of 32
  const words = new Int32Array(2 * primes.length);
  primes.forEach((p, i) => {
    const fraction = BigInt.asUintN(64, root(BigInt(p) << BigInt(64 * degree), degree));
    words[2 * i] = Number(fraction >> 32n) | 0;
    words[2 * i + 1] = Number(fraction & 0xffffffffn) | 0;
  });
  return words;
}

const PRIMES = firstPrimes(80);
const K = fractions(PRIMES, 3);
const H_256 = fractions(PRIMES.slice(0, 8), 2).filter((_, i) => i % 2 === 0);
const H_384 = fractions(PRIMES.slice(8, 16), 2);

function padded(data, block) {
  const whole = new Uint8Array(Math.ceil((data.length + 1 + block / 8) / block) * block);
  whole.set(data);
  whole[data.length] = 0x80;
  new DataView(whole.buffer).setUint32(whole.length - 4, data.length * 8);
  return new DataView(whole.buffer);
}

function written(words, size) {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => view.setInt32(4 * i, word));
  return new Uint8Array(view.buffer).slice(0, size);
}

function sha256(data) {
  const view = padded(data, 64);
  const state = H_256.slice();
  const w = new Int32Array(64);
  const ror = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15];
      const b = w[i - 2];
      const s0 = ror(a, 7) ^ ror(a, 18) ^ (a >>> 3);
      const s1 = ror(b, 17) ^ ror(b, 19) ^ (b >>> 10);
      w[i] = (s0 + s1 + w[i - 16] + w[i - 7]) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = ror(e, 6) ^ ror(e, 11) ^ ror(e, 25);
      const s0 = ror(a, 2) ^ ror(a, 13) ^ ror(a, 22);
      const t = (h + s1 + ((e & f) ^ (~e & g)) + K[2 * i] + w[i]) | 0;
      const u = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = (state[i] + x) | 0; });
  }
  return written(state, 32);
}

function sha384(data) {
  // words of 64 bits as pairs: high at 2i, low at 2i + 1
  const view = padded(data, 128);
  const state = H_384.slice();
  const w = new Int32Array(160);
  const high = (low) => Math.floor(low / 4294967296);
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let i = 0; i < 32; i += 1) w[i] = view.getInt32(at + 4 * i);
    for (let i = 32; i < 160; i += 2) {
      const p = w[i - 30], q = w[i - 29], r = w[i - 4], s = w[i - 3];
      const s0h = ((p >>> 1) | (q << 31)) ^ ((p >>> 8) | (q << 24)) ^ (p >>> 7);
      const s0l = ((q >>> 1) | (p << 31)) ^ ((q >>> 8) | (p << 24)) ^ ((q >>> 7) | (p << 25));
      const s1h = ((r >>> 19) | (s << 13)) ^ ((s >>> 29) | (r << 3)) ^ (r >>> 6);
      const s1l = ((s >>> 19) | (r << 13)) ^ ((r >>> 29) | (s << 3)) ^ ((s >>> 6) | (r << 26));
      const low = (s0l >>> 0) + (s1l >>> 0) + (w[i - 13] >>> 0) + (w[i - 31] >>> 0);
      w[i + 1] = low | 0;
      w[i] = (s0h + s1h + w[i - 14] + w[i - 32] + high(low)) | 0;
    }
    let [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl] = state;
    for (let i = 0; i < 160; i += 2) {
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const chl = (el & fl) ^ (~el & gl);
      const low = (hl >>> 0) + (s1l >>> 0) + (chl >>> 0) + (K[i + 1] >>> 0) + (w[i + 1] >>> 0);
      const th = (hh + s1h + ((eh & fh) ^ (~eh & gh)) + K[i] + w[i] + high(low)) | 0;
      const ul = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
      const uh = (s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + high(ul)) | 0;
      const tl = low >>> 0;
      hh = gh; hl = gl; gh = fh; gl = fl; fh = eh; fl = el;
      const el2 = (dl >>> 0) + tl;
      eh = (dh + th + high(el2)) | 0; el = el2 | 0;
      dh = ch; dl = cl; ch = bh; cl = bl; bh = ah; bl = al;
      const al2 = tl + (ul >>> 0);
      ah = (th + uh + high(al2)) | 0; al = al2 | 0;
    }
    const round = [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl];
    for (let i = 0; i < 16; i += 2) {
      const low = (state[i + 1] >>> 0) + (round[i + 1] >>> 0);
      state[i + 1] = low | 0;
      state[i] = (state[i] + round[i] + high(low)) | 0;
    }
  }
  return written(state, 48);
}

function hmac384(key, data) {
  const pad = (byte) => Uint8Array.from({ length: 128 }, (_, i) => (key[i] || 0) ^ byte);
  return sha384(joined(pad(0x5c), sha384(joined(pad(0x36), data))));
}

function expand(key, info, size) {
  // HKDF-Expand of RFC 5869
  let block = new Uint8Array(0);
  let whole = block;
  for (let n = 1; whole.length < size; n += 1) {
    block = hmac384(key, joined(block, info, Uint8Array.of(n)));
    whole = joined(whole, block);
  }
  return whole.slice(0, size);
}
