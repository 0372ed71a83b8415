declare const YIJIAN_LATER: Record<string, string>;

/** Base64 SHA-256 of the files that the sheet's chunk asks for; replaced by a literal in the build. */
export const laterFiles: Readonly<Record<string, string>> = YIJIAN_LATER;
