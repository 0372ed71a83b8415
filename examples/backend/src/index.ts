/** The reference backend, for tests and for whoever builds on it. */
export { createApp, version } from './app.js';
export type { AppOptions } from './app.js';
export type { AttachmentState, ListedAttachment, ListedFeedback } from './admin/feedback-list.js';
export type { Config, Limits, Pages, Rate, Site } from './config.js';
export { demoConfig, demoPolicy, demoSite } from './demo-config.js';
export type { DemoOptions } from './demo-config.js';
export { listen } from './server.js';
export type { RunningServer } from './server.js';
export type { Database, Queryable } from './store/database.js';
export { openPgDatabase } from './store/pg-database.js';
export { openPgliteDatabase } from './store/pglite-database.js';
export { createFolderPhotoStore } from './store/folder-photo-store.js';
export type { PhotoKey, PhotoStore, StoredPhoto } from './store/photo-store.js';
export { signOrderToken, verifyOrderToken } from './trust/order-token.js';
export type { MerchantKey, OrderClaims, TokenTerms } from './trust/order-token.js';
