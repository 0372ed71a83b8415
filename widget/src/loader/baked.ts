/** What the build writes into the loader: the sheet's hash and, per language, the trigger's words in the order of `words.ts`. */
export interface Baked {
  readonly sheet: string;
  readonly texts: Readonly<Record<string, string>>;
}

declare const YIJIAN: Baked;

/** Replaced by literals in the build. */
export const { sheet, texts } = YIJIAN;
