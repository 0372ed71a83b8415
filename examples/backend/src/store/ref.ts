import { randomInt } from 'node:crypto';

/** Without 0 1 I L O U: nothing that is misread or misheard. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short number to read out on the phone, as YJ-7K2M-94; 729 million of them, so a clash is drawn again. */
export function newRef(): string {
  const drawn = Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join('');
  return `YJ-${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}
