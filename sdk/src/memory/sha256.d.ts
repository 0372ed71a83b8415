export interface Sha256 {
    update(bytes: Uint8Array): void;
    /** Lower-case hex; nothing may be added afterwards. */
    hex(): string;
}
/** SHA-256 in steps, for places without `crypto.subtle` and for files too large to be held at once. */
export declare function createSha256(): Sha256;
