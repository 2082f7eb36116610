// Bytes, their spellings, and whole numbers of any size.

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
}

function utf8(text) { return new TextEncoder().encode(text); }

function same(a, b) { return a.length === b.length && a.every((byte, i) => byte === b[i]); }

function toHex(data) { return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join(""); }

function fromHex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error("these are no digits 0-9 and a-f");
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function toText(data) {
  // base64url without padding
  const plain = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromText(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const data = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  if (toText(data) !== text) throw new Error("this is no base64url");
  return data;
}

function toNumber(data) { return BigInt("0x" + (toHex(data) || "0")); }

function toBytes(number, size) { return fromHex(number.toString(16).padStart(2 * size, "0")); }

function power(base, exponent, modulus) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return result;
}

function divisor(a, b) {
  let [x, y] = [a, b];
  while (y) [x, y] = [y, x % y];
  return x;
}

function inverse(number, modulus) {
  let [a, b, x, y] = [number % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  if (a !== 1n) throw new Error("the issuer's key shares a factor with a number: do not use it");
  return ((x % modulus) + modulus) % modulus;
}

function product(numbers) {
  if (numbers.length === 1) return numbers[0];
  const half = numbers.length >> 1;
  return product(numbers.slice(0, half)) * product(numbers.slice(half));
}

let smallPrimes = null;

function productOfSmallPrimes() {
  // all primes below 2^16
  if (smallPrimes === null) {
    const divisible = new Uint8Array(65536);
    const primes = [2n];
    for (let n = 3; n < 65536; n += 2) {
      if (!divisible[n]) {
        primes.push(BigInt(n));
        for (let m = n * n; m < 65536; m += 2 * n) divisible[m] = 1;
      }
    }
    smallPrimes = product(primes);
  }
  return smallPrimes;
}
