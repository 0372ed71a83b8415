import type { Lifecycle } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

export interface LifecycleStage {
  /** Two tabs of one site. */
  readonly here: Lifecycle;
  readonly there: Lifecycle;
  readonly wake: () => void;
  readonly hide: () => void;
}

/** Everything the core relies on to hear of its page and of the other tabs. */
export function lifecycleContract({ describe, it, expect }: TestTools, name: string, make: () => LifecycleStage): void {
  describe(`${name} as a lifecycle`, () => {
    it('tells of waking and hiding until the listener is taken off', () => {
      const { here, wake, hide } = make();
      const heard: string[] = [];
      const offWake = here.onWake(() => heard.push('wake'));
      const offHide = here.onHide(() => heard.push('hide'));
      wake();
      hide();
      offWake();
      offHide();
      wake();
      hide();
      expect(heard).toEqual(['wake', 'hide']);
    });

    it('carries an announcement to the other tabs and wakes them, never its own', async () => {
      const { here, there } = make();
      const heard: string[] = [];
      here.onAnnounced((id) => heard.push(`here ${id}`));
      const wakes: string[] = [];
      there.onWake(() => wakes.push('there'));
      here.onWake(() => wakes.push('here'));
      const arrived = new Promise<void>((resolve) => {
        there.onAnnounced((id) => {
          heard.push(`there ${id}`);
          resolve();
        });
      });
      here.announce('0190');
      await arrived;
      expect(heard).toEqual(['there 0190']);
      expect(wakes).toEqual(['there']);
    });
  });
}
