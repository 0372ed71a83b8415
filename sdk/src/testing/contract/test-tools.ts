import type { describe, expect, it } from 'vitest';

/** What a suite is written with: vitest's own, handed in, so that nobody loads vitest who only wants a fake. */
export interface TestTools {
  readonly describe: typeof describe;
  readonly it: typeof it;
  readonly expect: typeof expect;
}
