import type { FeedbackClient, OrderSource, PhotoCode } from '@yijian/sdk/web';
import type { Registry, Touch } from '../loader/registry.js';
import type { ScreensModule, SheetOptions } from '../sheet/index.js';
import type { Catalogue, FirstCatalogue } from '../sheet/sdk.js';
import type { setTheme } from '../theme/theme.js';

/** What the core's chunk brings. */
export interface CoreChunk {
  /** The client of the trigger's site. */
  readonly connect: (trigger: HTMLElement) => Promise<FeedbackClient<Blob>>;
  /** What makes the form of a panel over a touch, in the words that are spoken then. */
  readonly loadForm: (
    trigger: HTMLElement,
    touch: Touch,
    order: OrderSource,
    words: () => Catalogue,
  ) => ReturnType<SheetOptions['loadForm']>;
}

/** Attributes by name without prefix; the language is always known. */
export type Attributes = Readonly<Record<string, string | undefined>> & { readonly locale: string };

/** The registry with what the chunks put there. */
export interface Chunks extends Registry {
  core?: CoreChunk;
  details?: ScreensModule;
  /** Of the file that comes after the details. */
  _followUp?: string;
  followUp?: ScreensModule;
  photo?: PhotoCode;
  /** What the details chunk takes from the sheet's: views, drawings, preact. */
  kit?: object;
  setTheme?: typeof setTheme;
  /** What the first screen needs of each language; the rest of a language comes in a file of its own. */
  readonly first: Readonly<Record<string, FirstCatalogue>>;
  /** What was drawn; held weakly, because a router may throw it away. */
  elements: WeakRef<HTMLElement>[];
  readonly locales: Partial<Record<string, Catalogue>>;
  /** What an element or an own trigger says, over what the script tag says. */
  read(trigger: HTMLElement): Attributes;
  /** UUIDv7, as the loader makes them. */
  newId(): string;
  /** Fetches a chunk by the hash that the build wrote into whoever asks, or rejects with the reason why it does not come. */
  need(trigger: HTMLElement, hash: string): Promise<void>;
  /** URL of a file of ours, as Trusted Types want it. */
  url(hash: string): string;
}

/** Milliseconds after which a database that does not answer counts as none. */
export const patience = 3000;

/** The loader's registry: it ran, or this chunk would not be here. */
export const registry = window.yijian!.r as Chunks;
