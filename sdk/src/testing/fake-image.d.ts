import type { ImageFormat, ImagePort } from '../core/index.js';
import type { ReadableByteStore } from '../memory/index.js';
/** What a fake picture claims to be; its bytes are this as JSON, filled up to the size with spaces. */
export interface FakePicture {
    readonly format: ImageFormat;
    readonly width: number;
    readonly height: number;
    readonly size: number;
    readonly metadata: boolean;
    readonly upright: boolean;
    readonly animated: boolean;
    readonly decodable: boolean;
}
/** A file that `createFakeImage` takes for a picture. */
export declare function fakePicture(wish?: Partial<FakePicture>): Blob;
/** Reads a fake picture's claims back, e.g. from what a backend stored. */
export declare function readFakePicture(bytes: Uint8Array): FakePicture | undefined;
export interface FakeImageOptions {
    /** Called as each decode begins; may throw or never resolve, as a killed tab would. */
    readonly onDecode?: (key: string) => void | Promise<void>;
    /** Bytes a squeezed pixel takes. @default 0.15 */
    readonly bytesPerPixel?: number;
}
/** The photo rules without pixels: same answers as the real port, decided by the picture's own claims. */
export declare function createFakeImage(bytes: ReadableByteStore<Blob>, { onDecode, bytesPerPixel }?: FakeImageOptions): ImagePort;
