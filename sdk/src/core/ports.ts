/**
 * Everything the core asks of the outside, in one file.
 * A platform answers with one adapter a port; `web`, `taro` and `memory` hold them under the same names.
 */

/** A value after an atomic write, and whether it outlives this page. */
export interface Stored<T> {
  readonly value: T;
  /** True only when the write is on disk (strict durability), false when it is held in memory. */
  readonly durable: boolean;
}

/** Records of a few kilobytes under flat keys. One key is changed atomically, also against other tabs. */
export interface RecordStore {
  get(key: string): Promise<unknown>;
  /** Keys that start with `prefix`, in code-unit order; never reads the values. */
  keys(prefix: string): Promise<readonly string[]>;
  /**
   * Reads, changes and writes one key in one transaction; resolves when it is safe.
   * `change` is pure and synchronous, gets a copy, and returns the new value, `undefined` to delete, or the same reference to leave it.
   * @throws FeedbackError `storage` when the write is refused and nothing was changed.
   */
  update<T>(key: string, change: (current: unknown) => T | undefined): Promise<Stored<T | undefined>>;
  /** Whether the record is only in memory, where that memory is shared by several clients and another one may have written it. */
  isVolatile?(key: string): boolean;
}

/** Bytes of photos and videos under flat keys; the record that names them is written after them. */
export interface ByteStore<Source> {
  /**
   * Copies the source to disk before it resolves, and counts it back.
   * @throws FeedbackError `storage` when there is no room, `unreadable` when the source cannot be read.
   */
  put(key: string, source: Source): Promise<{ readonly size: number; readonly durable: boolean }>;
  /** Size in bytes, or undefined when the bytes are not there or not whole. */
  size(key: string): Promise<number | undefined>;
  /** SHA-256 of the whole, lower-case hex. @throws FeedbackError `unreadable` when bytes are missing. */
  digest(key: string): Promise<string>;
  remove(key: string): Promise<void>;
  /** Keys that start with `prefix`, without the piece suffixes that an adapter adds. */
  keys(prefix: string): Promise<readonly string[]>;
}

/** A file in a request, named by its key in the byte store; an adapter reads no more than this part. */
export interface FilePart {
  readonly key: string;
  readonly mime: string;
  readonly name: string;
  /** First byte of the part, and how many. */
  readonly offset: number;
  readonly length: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
  /** Multipart: the fields first, then the part under the name `file`. */
  readonly multipart?: { readonly fields: Readonly<Record<string, string>>; readonly file: FilePart };
  /** Milliseconds: without an answer (text), without progress (multipart). */
  readonly timeoutMs: number;
  /** Ask the platform to finish it after the page is gone; honoured for text under 60 kB. */
  readonly keepalive?: boolean;
}

/** An answer whatever its status, or none. Redirects are not followed and count as none with cause `redirect`. */
export type HttpAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }
  | { readonly status: 0; readonly cause: 'offline' | 'timeout' | 'network' | 'redirect' | 'cancelled' | 'unreadable' };

export interface Cancellation {
  readonly cancelled: boolean;
  onCancel(listener: () => void): void;
}

/** Performs one exchange; never throws, never retries. Header names in the answer are lower case. */
export interface Http {
  send(request: HttpRequest, options: { cancellation: Cancellation; onProgress?: (sentBytes: number) => void }): Promise<HttpAnswer>;
}

export interface Clock {
  /** Wall clock, milliseconds since 1970; may jump. */
  now(): number;
  /** Milliseconds since some start; never goes back, may stop while the device sleeps. */
  monotonic(): number;
  /** Calls once after `ms`; the returned function cancels. */
  after(ms: number, call: () => void): () => void;
  /** Minutes that local time is ahead of UTC at `now`. */
  offsetMinutes(now: number): number;
}

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'avif' | 'mp4' | 'mov' | 'webm' | 'unknown';

/** What the bytes say, not the file name. */
export interface ImageFacts {
  readonly format: ImageFormat;
  readonly mime: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  readonly animated?: boolean;
  /** Length of a film, where its header tells. */
  readonly seconds?: number;
  /** Rows are stored top to bottom and left to right: no orientation tag has to be applied. */
  readonly upright?: boolean;
}

/** Photo work; at most one decode in memory at a time. */
export interface ImagePort {
  inspect(key: string): Promise<ImageFacts>;
  /**
   * Decodes straight to at most `maxSide` pixels, upright, without metadata, and stores a JPEG of at most `maxBytes` under `to`.
   * Resolves to `unable` when the picture cannot be decoded or what came out is not trustworthy.
   */
  squeeze(from: string, to: string, limits: { maxSide: number; maxBytes: number }): Promise<ImageFacts | 'unable'>;
  /** Copies the file without its metadata (JPEG, PNG, WebP, GIF); `unable` for formats it cannot cut. */
  strip(from: string, to: string): Promise<ImageFacts | 'unable'>;
}

export interface Connectivity {
  /** False only when the platform is sure that there is no network. */
  isOnline(): boolean;
}

export interface Lifecycle {
  /** Online again, visible again, shown from the back/forward cache, or another tab stored something. */
  onWake(listener: () => void): () => void;
  /** About to be hidden or closed; what is asked for here must be quick. */
  onHide(listener: () => void): () => void;
  /** Tells the other tabs of this site that the record with this id changed. */
  announce(id: string): void;
  /** Another tab changed the record with this id. */
  onAnnounced(listener: (id: string) => void): () => void;
  /** While true, asks before the page is left, where the platform can: something is held in memory only. */
  guard(unsafe: boolean): void;
}

/** An economy, never the guarantee: keeps two tabs from draining at once where the platform can. */
export interface Lock {
  /** Runs `work` when the name is free and resolves to true; resolves to false at once when it is taken. */
  tryRun(name: string, work: () => Promise<void>): Promise<boolean>;
}

/** One bit outside the store that a page load may read: something waits. */
export interface Marker {
  isSet(): boolean;
  set(waiting: boolean): void;
}

/** All adapters of one surface together. `Source` is what a picker returns there. */
export interface Platform<Source> {
  /** `web`, `weapp`, … as the wire names it. */
  readonly name: string;
  readonly records: RecordStore;
  readonly bytes: ByteStore<Source>;
  readonly http: Http;
  readonly clock: Clock;
  readonly image: ImagePort;
  readonly connectivity: Connectivity;
  readonly lifecycle: Lifecycle;
  readonly lock: Lock;
  readonly marker: Marker;
  /** UUIDv7, lower case. */
  newId(): string;
  /** 0 ≤ x < 1. */
  random(): number;
  /** A word to the integrator (console); never the customer's content. */
  warn(message: string, cause?: unknown): void;
}
