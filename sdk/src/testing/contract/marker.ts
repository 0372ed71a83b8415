import type { Marker } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

/** The bit that a page load reads. */
export function markerContract({ describe, it, expect }: TestTools, name: string, make: () => Marker): void {
  describe(`${name} as a marker`, () => {
    it('is clear at first, and keeps what was set last', () => {
      const marker = make();
      expect(marker.isSet()).toBe(false);
      marker.set(true);
      marker.set(true);
      expect(marker.isSet()).toBe(true);
      marker.set(false);
      expect(marker.isSet()).toBe(false);
    });
  });
}
