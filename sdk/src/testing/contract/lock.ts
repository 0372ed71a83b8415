import type { Lock } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

/** Everything the core relies on to drain in one tab at a time. */
export function lockContract(
  { describe, it, expect }: TestTools,
  name: string,
  make: () => { readonly here: Lock; readonly there: Lock },
): void {
  describe(`${name} as a lock`, () => {
    it('lets one in and turns the other away at once, for this name only', async () => {
      const { here, there } = make();
      const turns: string[] = [];
      const ran = await here.tryRun('drain', async () => {
        expect(await there.tryRun('drain', async () => void turns.push('other'))).toBe(false);
        expect(await there.tryRun('sweep', async () => void turns.push('another name'))).toBe(true);
        turns.push('own');
      });
      expect(ran).toBe(true);
      expect(turns).toEqual(['another name', 'own']);
    });

    it('is free again after the work, also when it failed', async () => {
      const { here, there } = make();
      await expect(here.tryRun('drain', () => Promise.reject(new RangeError('work')))).rejects.toThrow(RangeError);
      expect(await there.tryRun('drain', async () => undefined)).toBe(true);
    });
  });
}
