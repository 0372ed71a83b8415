import type { ComponentChildren, VNode } from 'preact';
import type { Mode } from '../theme/theme.js';
import type { Screen, ScreenState } from './screen-state.js';
import type { Shell } from './shell.js';
import type { Catalogue, Entry, FirstCatalogue, FeedbackClient, FeedbackForm, FormState, Message, Rating } from './sdk.js';

/** What a page shows about the order and never sends: names, pictures and times that are not part of the contract. */
export interface OrderDisplay {
  readonly shop?: string | undefined;
  readonly courier?: string | undefined;
  /** Picture address by line id. */
  readonly images?: Readonly<Record<string, string>> | undefined;
  /** Instant of each step that the page knows. */
  readonly times?: Readonly<Partial<Record<'ordered' | 'picked' | 'out' | 'delivered', string | undefined>>> | undefined;
}

/** The form's state as far as the first screen needs it. */
export type Start = Pick<FormState<Blob>, 'id' | 'order' | 'rating'>;

/** Where the words are right now, as the pill says it; no text before there are any. */
export interface Told {
  readonly icon: string;
  readonly tone: string;
  readonly text: string;
}

/** How the panel was left. */
export interface SheetResult {
  /** Feedback id, whether or not anything was tapped. */
  readonly id: string;
  readonly entry: Entry | null;
  readonly submitted: boolean;
}

export interface SheetOptions {
  /** The sheet's own element; it gets an open shadow root, and a place in the document if it has none. */
  readonly host: HTMLElement;
  /** What is known without the form. `durable`: the tap that opened the panel is on disk; undefined without a tap. */
  readonly start: Start & { readonly durable?: boolean | undefined };
  /** Stores a rating while the form has not come; resolves to whether it is on disk. */
  tap(rating: Rating): Promise<boolean>;
  /** Takes the feedback back while the form has not come. @returns the id of the next */
  undo(): string;
  readonly client: Promise<FeedbackClient<Blob>>;
  /** Enough for the first screen. */
  readonly messages: FirstCatalogue;
  /** BCP 47. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** Beside it stands the card, from it the theme is read, to it the focus returns. */
  readonly anchor?: HTMLElement | undefined;
  /** @default 'auto' */
  readonly theme?: Mode | undefined;
  /** @default 'rate' */
  readonly screen?: 'rate' | 'reasons' | 'mine' | undefined;
  /** Ways to a person; without them the policy's are taken. */
  readonly tel?: string | undefined;
  readonly help?: string | undefined;
  readonly display?: OrderDisplay | undefined;
  /** IANA zone of the merchant. @default the device's */
  readonly timeZone?: string | undefined;
  /** The word for where feedback is kept. */
  readonly device: 'phone' | 'device';
  /** Fetches the maker of the form, which takes over from `start` and from every tap until then; called again after a failure. */
  loadForm(): Promise<(start: Pick<Start, 'id' | 'rating'>) => FeedbackForm<Blob>>;
  /** Fetches the words of all later screens; called again after a failure. */
  loadWords(): Promise<Catalogue>;
  /** Fetches the second chunk, up to submitting; called again after a failure. */
  loadDetails(): Promise<ScreensModule>;
  /** Fetches the third chunk, what comes after; called again after a failure. */
  loadFollowUp(): Promise<ScreensModule>;
  /** In the press on submit itself, before anything is waited for. */
  onSubmit?(): void;
  /** False keeps the panel open. */
  mayClose?(): boolean;
  onClose(result: SheetResult): void;
}

/** What the first screen is drawn from, and what it can do. */
export interface View {
  readonly options: SheetOptions;
  readonly state: Start & { readonly entry?: Entry | null };
  readonly ui: ScreenState;
  readonly told: Told;
  readonly t: FirstCatalogue;
  readonly locale: string;
  /** Fills a text in; `{device}` is known. */
  say(text: Message, values?: Readonly<Record<string, string | number>>): string;
  /** "today 18:47", in the merchant's time zone; with `clockOnly` the time alone. */
  when(at: string | number, clockOnly?: boolean): string;
  set(change: Partial<ScreenState>): void;
  rate(what: 'goods' | 'delivery', value: 1 | -1): void;
  /** Takes the whole feedback back. */
  undo(): void;
  /** Moves on. A screen of the details chunk shows its frame until that has come. */
  go(screen: Screen): void;
  back(): void;
  close(): void;
}

/** What every later screen is drawn from: the form is there. */
export interface FormView extends View {
  readonly form: FeedbackForm<Blob>;
  readonly t: Catalogue;
  readonly state: FormState<Blob>;
}

/** The parts of a screen. Screens return these and not elements, so that the panel stays the same element from screen to screen. */
export interface PageProps {
  /** `tall` keeps the height from screen to screen, `paper` is the ground of results. */
  readonly kind?: string;
  readonly head?: ComponentChildren;
  readonly headKind?: string;
  readonly bar?: ComponentChildren;
  readonly barKind?: string;
  /** Nothing in the body takes the focus, so the body does, to be scrolled by keys. */
  readonly reading?: boolean;
  readonly children?: ComponentChildren;
}

/** What preact does for the panel, once it has come. */
export interface Renderer {
  render(tree: VNode | null, into: Element): void;
  create(type: never, props: never): VNode;
}

/** A later chunk. */
export interface ScreensModule {
  readonly screens: Readonly<Partial<Record<Screen, (view: FormView) => PageProps>>>;
  readonly css: string;
  readonly icons: Readonly<Record<string, string>>;
  /** Takes over from `paint`. */
  readonly renderer?: Renderer;
  /** Where the words are, once the form is there. */
  honest?(view: FormView): Told;
  /** Called once, when chunk and form are there; returns what to call when the panel is left, which may ask to wait for a movement. */
  enter(view: FormView, shell: Shell): () => Promise<unknown> | void;
}
