import type { ByteStore, ImageFormat, ImagePort } from '../../core/index.js';
/** A picture for the suite; `metadata` means that it carries a GPS position. */
export interface PictureWish {
    readonly format: ImageFormat;
    readonly width: number;
    readonly height: number;
    readonly metadata: boolean;
    readonly animated?: boolean;
    /** False: whole enough to be recognised, too broken to be decoded. */
    readonly decodable?: boolean;
}
export interface ImageStage<Source> {
    readonly image: ImagePort;
    readonly bytes: ByteStore<Source>;
    readonly picture: (wish: PictureWish) => Promise<Source>;
    /** Whether a position, a device or a time can be found in the stored bytes. */
    readonly hasMetadata: (key: string) => Promise<boolean>;
}
/** Everything the core relies on when it makes a photo fit. */
export declare function imageContract<Source>(name: string, make: () => Promise<ImageStage<Source>>): void;
