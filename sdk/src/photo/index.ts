/** What the bytes of a photo say, and a copy of it without its metadata: the language alone, for every surface. */
export { cut } from './cut.js';
export { factsOf, headerOf, headSize, maxPixels, needsMore } from './header.js';
export type { Header } from './header.js';
export { join } from './parts.js';
