import { type ByteStore } from '../core/index.js';
/** As much of a `Blob` as the stores need; every `Blob` and `File` is one. */
export interface BlobLike {
    readonly size: number;
    slice(start?: number, end?: number): BlobLike;
    arrayBuffer(): Promise<ArrayBuffer>;
}
/** A byte store that adapters of the same surface can read from. */
export interface ReadableByteStore<Source> extends ByteStore<Source> {
    /** Part of the bytes, cut where they end. @throws FeedbackError `unreadable` when they are not there or not whole. */
    read(key: string, offset?: number, length?: number): Promise<Source>;
}
/** All of it but the digest, which is a lot of code where the host has none. */
export type BlobStore<Source> = Omit<ReadableByteStore<Source>, 'digest'>;
/**
 * Keeps the sources themselves: a picked file stays where it is on disk.
 * @param limit bytes in all; more is refused with `storage`. @default no limit
 */
export declare function createBlobStore<Source extends BlobLike>(limit?: number): BlobStore<Source>;
/** The bytes of a source. @throws FeedbackError `unreadable` when it cannot be read or is cut short */
export declare function bytesOf(source: BlobLike): Promise<ArrayBuffer>;
