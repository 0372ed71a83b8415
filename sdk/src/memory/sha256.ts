// FIPS 180-4; constants are the fractional parts of roots of the first primes, computed instead of listed.
const primes: number[] = [];
for (let candidate = 2; primes.length < 64; candidate++) if (primes.every((prime) => candidate % prime)) primes.push(candidate);
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Lower-case hex; nothing may be added afterwards. */
  hex(): string;
}

/** SHA-256 in steps, for places without `crypto.subtle` and for files too large to be held at once. */
export function createSha256(): Sha256 {
  const state = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  const block = new Uint8Array(64);
  let filled = 0;
  let total = 0;

  function compress(view: DataView, from: number): void {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(from + i * 4);
    for (let i = 16; i < 64; i++) {
      const x = at(words, i - 15);
      const y = at(words, i - 2);
      words[i] = at(words, i - 16) + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + at(words, i - 7) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    let a = at(state, 0);
    let b = at(state, 1);
    let c = at(state, 2);
    let d = at(state, 3);
    let e = at(state, 4);
    let f = at(state, 5);
    let g = at(state, 6);
    let h = at(state, 7);
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(constants, i) + at(words, i)) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    // The array wraps each sum to 32 bits.
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + word;
  }

  const blockView = new DataView(block.buffer);
  function update(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    total += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      if (!filled && bytes.length - from >= 64) {
        compress(view, from);
        from += 64;
        continue;
      }
      const part = bytes.subarray(from, from + 64 - filled);
      block.set(part, filled);
      from += part.length;
      filled += part.length;
      if (filled === 64) {
        compress(blockView, 0);
        filled = 0;
      }
    }
  }

  return {
    update,
    hex() {
      const bits = total * 8;
      update(new Uint8Array([0x80]));
      if (filled > 56) update(new Uint8Array(64 - filled));
      block.fill(0, filled);
      blockView.setUint32(56, Math.floor(bits / 2 ** 32));
      blockView.setUint32(60, bits >>> 0);
      compress(blockView, 0);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));
const at = (list: Int32Array, index: number) => list[index] as number;
