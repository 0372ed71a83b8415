import type { ByteStore } from '../../core/index.js';
export interface ByteStoreStage<Source> {
    readonly store: ByteStore<Source>;
    readonly durable: boolean;
    readonly source: (bytes: Uint8Array<ArrayBuffer>) => Source;
    /** A source whose reading fails. */
    readonly broken: () => Source;
    /** Reads back a part, as the adapters of the same surface do. */
    readonly read: (key: string, offset: number, length: number) => Promise<Uint8Array>;
    readonly elsewhere?: () => ByteStore<Source>;
}
/** Everything the core relies on when it keeps a photo. Each test gets a stage of its own. */
export declare function byteStoreContract<Source>(name: string, make: () => Promise<ByteStoreStage<Source>>): void;
