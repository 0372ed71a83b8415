/**
 * Makes UUIDv7 makers: lower case, ascending within one maker, also when the clock stands still or goes back.
 * @param random 0 ≤ x < 1, at least 32 bits of it
 */
export function createNewId(now: () => number, random: () => number): () => string {
  let last = 0;
  let counter = 0;

  return () => {
    const time = now();
    if (time > last) {
      last = time;
      // Half of the range is left for ids of the same millisecond.
      counter = bits(11);
    } else if (++counter > 0xfff) {
      last++;
      counter = 0;
    }
    const head = hex(last, 12);
    return `${head.slice(0, 8)}-${head.slice(8)}-7${hex(counter, 3)}-${hex(0x8000 + bits(14), 4)}-${hex(bits(24), 6)}${hex(bits(24), 6)}`;
  };

  function bits(count: number): number {
    return Math.floor(random() * 2 ** count);
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
