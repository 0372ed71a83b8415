import type { RecordStore } from '../core/index.js';
/** Records that live as long as the page: never durable, never refused. */
export declare function createRecordStore(): RecordStore;
