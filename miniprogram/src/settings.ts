import type { Entry, FeedbackClient, FeedbackOptions, OrderSource, Picked, TaroFile } from '@yijian/sdk/taro';

export type Order = NonNullable<OrderSource['order']>;

/** What a merchant tells once, in the app. */
export interface FeedbackSettings extends Omit<FeedbackOptions, 'channel' | 'locale'> {
  /** BCP 47. @default the language of the app: Chinese where that is Chinese, else English */
  readonly locale?: string;
  /** Path of the page that shows `FeedbackPage`. @default '/feedback/pages/index' */
  readonly page?: string;
  /** Subscription messages to ask for in the press on submit: template ids (WeChat, Douyin) or entity ids (Alipay), three at most. */
  readonly notices?: readonly string[];
  /** The ways to a person; without them the policy's are taken. */
  readonly tel?: string;
  readonly help?: string;
  /** `auto` follows the app. @default 'auto' */
  readonly theme?: 'light' | 'dark' | 'auto';
  /** Colours as `#rrggbb` and `radius`: `accent`, `on-accent`, `surface`, `text`, `muted`, `danger`. */
  readonly look?: Readonly<Record<string, string>>;
}

/** What is only shown about the order, and never sent. */
export interface OrderDisplay {
  readonly shop?: string | undefined;
  readonly courier?: string | undefined;
  /** Picture address by line id. */
  readonly images?: Readonly<Record<string, string>> | undefined;
  /** Instant of each step that the page knows. */
  readonly times?: Readonly<Partial<Record<'ordered' | 'picked' | 'out' | 'delivered', string>>> | undefined;
}

/** What the page is opened for. */
export interface Opening {
  readonly order?: Order | undefined;
  readonly display?: OrderDisplay | undefined;
  /** A feedback that a tap began already. */
  readonly id?: string | undefined;
  readonly rating?: Entry['rating'] | undefined;
  /** @default 'rate' */
  readonly screen?: 'rate' | 'reasons' | 'mine' | undefined;
}

/** What differs between a mini-program and its H5 build. */
export interface Surface {
  readonly client: FeedbackClient<TaroFile>;
  isOnline(): boolean;
}

/** Where photos come from, likewise. */
export interface Album {
  pick(from: 'camera' | 'album', video: boolean, max: number): Promise<Picked>;
  /** Where an `Image` finds a picked file. */
  pathOf(source: TaroFile): string;
}

export type Refusal = Exclude<Extract<Picked, { reason: string }>['reason'], 'cancelled'> | 'failed';
