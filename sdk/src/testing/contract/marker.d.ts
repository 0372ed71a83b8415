import type { Marker } from '../../core/index.js';
/** The bit that a page load reads. */
export declare function markerContract(name: string, make: () => Marker): void;
