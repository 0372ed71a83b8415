import type { Marker } from '../core/index.js';

/** The bit that something waits, forgotten with the page. */
export function createMarker(): Marker {
  let waits = false;
  return { isSet: () => waits, set: (waiting) => void (waits = waiting) };
}
