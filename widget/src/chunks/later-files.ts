declare const YIJIAN_LATER: Record<string, string>;

/** Base64 SHA-256 of the files that a chunk asks for, each chunk's own; replaced by a literal in the build. */
export const laterFiles: Readonly<Record<string, string>> = YIJIAN_LATER;
