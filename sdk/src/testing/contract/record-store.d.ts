import type { RecordStore } from '../../core/index.js';
export interface RecordStoreStage {
    readonly store: RecordStore;
    /** What `durable` must say. */
    readonly durable: boolean;
    /** The same store as another tab or the next page sees it; left out where nothing outlives the page. */
    readonly elsewhere?: () => RecordStore;
}
/** Everything the core relies on when it writes a record. Each test gets a stage of its own. */
export declare function recordStoreContract(name: string, make: () => Promise<RecordStoreStage>): void;
