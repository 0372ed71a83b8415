import type { Marker } from '../core/index.js';
/** The bit that something waits, forgotten with the page. */
export declare function createMarker(): Marker;
