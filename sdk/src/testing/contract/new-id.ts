import type { TestTools } from './test-tools.js';

/** Ids of feedback, attachments and events. */
export function newIdContract({ describe, it, expect }: TestTools, name: string, make: () => () => string): void {
  describe(`${name} as a maker of ids`, () => {
    it('makes UUIDv7 in lower case, ascending and never twice', () => {
      const newId = make();
      const ids = Array.from({ length: 10_000 }, newId);
      for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...ids].sort()).toEqual(ids);
    });
  });
}
