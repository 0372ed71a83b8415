/** One file: the digest is part of its name, so bytes under a name are always the right ones. */
export interface PhotoKey {
  readonly feedback: string;
  readonly attachment: string;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
}

/** A file that is here whole. */
export interface StoredPhoto {
  readonly bytes: number;
  /** The first 64 bytes: what the type is told by. */
  readonly head: Uint8Array;
}

/** Keeps the bytes of attachments. One writer a file at a time; a crash at any moment leaves the file whole or not there. */
export interface PhotoStore {
  /** The file, once it is whole. */
  find(key: PhotoKey): Promise<StoredPhoto | undefined>;
  /** The next byte wanted of a file that is still arriving. */
  wanted(key: PhotoKey): Promise<number>;
  /** Appends at `offset`, which must be the byte wanted; starting one file drops half-arrived others of the attachment. */
  put(key: PhotoKey, offset: number, bytes: Uint8Array): Promise<void>;
  /** Makes the file whole and durable if its digest is right; otherwise drops it and answers with nothing. */
  finish(key: PhotoKey): Promise<StoredPhoto | undefined>;
  /** Drops what has arrived of an unfinished file. */
  drop(key: PhotoKey): Promise<void>;
  open(key: PhotoKey): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Deletes all that there is of an attachment, whole or arriving, for good. */
  forget(key: Omit<PhotoKey, 'sha256'>): Promise<void>;
  /** Forgets parts that nothing was added to since `before` (milliseconds since 1970); answers how many. */
  sweep(before: number): Promise<number>;
}
