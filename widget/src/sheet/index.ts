export { painted } from './painted.js';
export { openSheet } from './open-sheet.js';
export type { SheetHandle } from './open-sheet.js';
export type { FormView, OrderDisplay, ScreensModule, SheetOptions, SheetResult, View } from './view.js';
export * as kit from './kit.js';
