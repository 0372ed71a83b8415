/** The mini-program that runs, as the build names it (`process.env.TARO_ENV`). Never guessed: several platform globals can be there at once. */
export type TaroEnv = 'weapp' | 'alipay' | 'tt';

/** What a picker returns: a file that the platform keeps for this run only. */
export interface TaroFile {
  readonly path: string;
  /** Bytes, where the picker tells. */
  readonly size?: number;
  /** MIME type, where it is known. */
  readonly type?: string;
}

/** A function of the platform: one object with `success` and `fail` in it. What it returns is not relied on. */
export type TaroCall = (options: never) => unknown;

/** As much of `Taro` (or of `wx`, `my`, `tt`) as the adapters use. Any of it may be missing. */
export interface TaroApi {
  readonly env?: { readonly USER_DATA_PATH?: string } | undefined;
  readonly getStorage?: TaroCall;
  readonly setStorage?: TaroCall;
  readonly removeStorage?: TaroCall;
  readonly getStorageInfo?: TaroCall;
  readonly request?: TaroCall;
  readonly uploadFile?: TaroCall;
  readonly saveFile?: TaroCall;
  readonly compressImage?: TaroCall;
  readonly chooseMedia?: TaroCall;
  readonly chooseImage?: TaroCall;
  readonly chooseVideo?: TaroCall;
  readonly getNetworkType?: TaroCall;
  readonly enableAlertBeforeUnload?: TaroCall;
  readonly disableAlertBeforeUnload?: TaroCall;
  readonly onNetworkStatusChange?: (listener: (state: TaroNetwork) => void) => unknown;
  readonly onAppShow?: (listener: () => void) => unknown;
  readonly onAppHide?: (listener: () => void) => unknown;
  readonly getFileSystemManager?: () => unknown;
}

/** What the platforms say about the network; weapp and tt name none `none`, alipay `NOTREACHABLE`. */
export interface TaroNetwork {
  readonly networkType?: string;
  readonly isConnected?: boolean;
  readonly networkAvailable?: boolean;
}
