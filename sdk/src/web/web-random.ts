/** 0 ≤ x < 1 from the system's generator, with 32 bits. */
export function webRandom(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}
