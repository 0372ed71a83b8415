/**
 * Makes UUIDv7 makers: lower case, ascending within one maker, also when the clock stands still or goes back.
 * @param random 0 ≤ x < 1, at least 32 bits of it
 */
export declare function createNewId(now: () => number, random: () => number): () => string;
