"use strict";
// Codes to be photographed from the screen (QR, ISO 18004): always version 22 with 105 modules a
// side, level L, mask 0, bytes. A longer text becomes several codes.
const codes = (() => {
  const VERSION = 22, SIZE = 105, HOLDS = 1003, DATA = 1006, BLOCKS = 9, CHECK = 28;
  const CENTRES = [6, 26, 50, 74, 98];

  // Bytes as powers in the field with 256 elements
  const EXP = new Uint8Array(510), LOG = new Uint8Array(256);
  for (let i = 0, one = 1; i < 255; i++) {
    EXP[i] = EXP[i + 255] = one;
    LOG[one] = i;
    one = (one << 1) ^ (one & 0x80 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

  function check(data) {
    let divisor = [1];
    for (let i = 0; i < CHECK; i++) {
      const next = [...divisor, 0];
      divisor.forEach((one, j) => { next[j + 1] ^= times(one, EXP[i]); });
      divisor = next;
    }
    const rest = [...data, ...new Array(CHECK).fill(0)];
    for (let i = 0; i < data.length; i++) {
      const factor = rest[i];
      divisor.forEach((one, j) => { rest[i + j] ^= times(one, factor); });
    }
    return rest.slice(data.length);
  }

  function codewords(bytes) {
    const bits = [];
    const put = (value, count) => { for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1); };
    put(4, 4);
    put(bytes.length, 16);
    bytes.forEach((one) => put(one, 8));
    put(0, Math.min(4, DATA * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    const words = [];
    for (let i = 0; i < bits.length; i += 8) words.push(parseInt(bits.slice(i, i + 8).join(""), 2));
    for (let fill = 0xec; words.length < DATA; fill ^= 0xec ^ 0x11) words.push(fill);
    return interleaved(words);
  }

  function interleaved(words) {
    const blocks = [], short = BLOCKS - (DATA % BLOCKS), least = Math.floor(DATA / BLOCKS);
    for (let i = 0, at = 0; i < BLOCKS; i++) {
      const length = least + (i < short ? 0 : 1);
      blocks.push(words.slice(at, at + length));
      at += length;
    }
    const checks = blocks.map(check), all = [];
    for (let i = 0; i <= least; i++) blocks.forEach((block) => { if (i < block.length) all.push(block[i]); });
    for (let i = 0; i < CHECK; i++) checks.forEach((one) => all.push(one[i]));
    return all;
  }

  function remainder(value, steps, top, divisor) {
    let rest = value;
    for (let i = 0; i < steps; i++) rest = (rest << 1) ^ ((rest >> top) * divisor);
    return (value << steps) | rest;
  }

  function frame() {
    const dark = Array.from({ length: SIZE }, () => new Array(SIZE).fill(null));
    const set = (x, y, value) => { if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) dark[y][x] = Boolean(value); };
    for (let i = 0; i < SIZE; i++) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }
    for (const [cx, cy] of [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]]) {
      for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
    }
    const last = CENTRES.length - 1;
    CENTRES.forEach((cx, i) => CENTRES.forEach((cy, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) {
        set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }));
    const format = remainder(8, 10, 9, 0x537) ^ 0x5412, bit = (value, i) => (value >> i) & 1;
    for (let i = 0; i < 6; i++) set(8, i, bit(format, i));
    set(8, 7, bit(format, 6)); set(8, 8, bit(format, 7)); set(7, 8, bit(format, 8));
    for (let i = 9; i < 15; i++) set(14 - i, 8, bit(format, i));
    for (let i = 0; i < 8; i++) set(SIZE - 1 - i, 8, bit(format, i));
    for (let i = 8; i < 15; i++) set(8, SIZE - 15 + i, bit(format, i));
    set(8, SIZE - 8, 1);
    const version = remainder(VERSION, 12, 11, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const a = SIZE - 11 + (i % 3), b = Math.floor(i / 3);
      set(a, b, bit(version, i)); set(b, a, bit(version, i));
    }
    return dark;
  }

  function modules(bytes) {
    const dark = frame(), words = codewords(bytes);
    let at = 0;
    for (let right = SIZE - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < SIZE; step++) {
        const y = ((right + 1) & 2) === 0 ? SIZE - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (dark[y][x] !== null) continue;
          const value = at < words.length * 8 ? (words[at >> 3] >> (7 - (at & 7))) & 1 : 0;
          dark[y][x] = Boolean(value) !== ((x + y) % 2 === 0);
          at++;
        }
      }
    }
    return dark;
  }

  function picture(text) {
    const dark = modules(Array.from(new TextEncoder().encode(text)));
    const path = dark.map((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join("")).join("");
    const name = "http://www.w3.org/2000/svg", svg = document.createElementNS(name, "svg");
    const paper = document.createElementNS(name, "rect"), ink = document.createElementNS(name, "path");
    svg.setAttribute("viewBox", `0 0 ${SIZE + 8} ${SIZE + 8}`);
    for (const side of ["width", "height"]) paper.setAttribute(side, SIZE + 8);
    paper.setAttribute("fill", "#fff");
    ink.setAttribute("fill", "#000");
    ink.setAttribute("d", path);
    svg.append(paper, ink);
    return svg;
  }

  const parts = (text) => text.match(new RegExp(`.{1,${HOLDS}}`, "gs"));
  return { modules, picture, parts };
})();
