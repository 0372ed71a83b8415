import type { Entry, FeedbackClient, TaroFile } from '@yijian/sdk/taro';
import { triggerEn, triggerZhCN } from '@yijian/sdk/messages/triggers';
import Taro from '@tarojs/taro';
import { appInfo, ask } from './ask.js';
import { createSurface } from './platform.js';
import type { FeedbackSettings, Opening, Order, Refusal, Surface } from './settings.js';

/** The last feedback on an order, and whether it was handed in: then what is said next is another one. */
export interface Recalled {
  readonly entry?: Entry | undefined;
  readonly handedIn?: boolean | undefined;
}

/** The one session of the app: client, words, and what a page leaves for the next. */
export interface Session {
  readonly client: FeedbackClient<TaroFile>;
  readonly options: FeedbackSettings;
  readonly locale: string;
  /** The button's words; the page brings the rest. */
  readonly trigger: typeof triggerZhCN;
  readonly surface: Surface;
  readonly policy: Awaited<ReturnType<FeedbackClient<TaroFile>['policy']>>;
  /** Kept for the forms to come; without one a form asks for what it always asks. Asked again, because a consent may have been missing. */
  askPolicy(): void;
  /** Why the last picker brought nothing. */
  refusal: Refusal | undefined;
  /** The customer wants no message, or none can be sent. */
  noNotice: boolean;
  /** Must be called in the press itself. */
  askNotice(): void;
  /** Also what an earlier run stored. */
  recall(order: Order | undefined): Promise<Recalled>;
  remember(order: Order | undefined, entry: Pick<Entry, 'id'>, handedIn?: boolean): void;
  /** Calls after something was remembered. @returns what ends that */
  onRemember(then: () => void): () => void;
  /** Back to the page that opened this one; false where there is none. */
  leave(): boolean;
}

/** As long as a delivered feedback stays on the device. */
const markDays = 60;

let session: Session | undefined;
let pending: Opening | undefined;
/** What a provider said last. */
let consent: FeedbackSettings['consent'];
let customer: FeedbackSettings['customer'];
const waiting = new Set<(session: Session) => void>();

/** Begins the session of the app; a second call with the same site and endpoint keeps the first, and heeds a consent that was given and a customer who signed in or out since. */
export function begin(options: FeedbackSettings): Session {
  const { site, endpoint } = options;
  if (session?.options.site === site && session.options.endpoint === endpoint) {
    // Only what is new: the provider is drawn again with every page, and the customer may have agreed or signed in elsewhere.
    if (options.customer !== undefined && options.customer !== customer) {
      // Theirs, or parted from them, all the same where it cannot be written.
      session.client.identify((customer = options.customer)).catch(() => undefined);
    }
    if (options.consent && options.consent !== consent) session.client.consent((consent = options.consent) === 'given');
    return session;
  }
  session?.client.dispose();
  session = createSession(options);
  ({ consent, customer } = options);
  for (const tell of [...waiting]) tell(session);
  return session;
}

/** The session, undefined until a `FeedbackProvider` has begun it. */
export function current(): Session | undefined {
  return session;
}

/** Called with every session that begins. @returns what ends that */
export function onBegin(then: (session: Session) => void): () => void {
  waiting.add(then);
  return () => waiting.delete(then);
}

/** Opens the feedback page; the press that calls it may be over. @throws Error without a `FeedbackProvider` */
export async function openFeedback(opening: Opening = {}): Promise<void> {
  if (!session) throw new Error('openFeedback: no <FeedbackProvider>');
  pending = opening;
  await Taro.navigateTo({ url: session.options.page ?? '/feedback/pages/index' });
}

/** What the page was opened for; taken once. */
export function takeOpening(): Opening {
  const opening = pending ?? {};
  pending = undefined;
  return opening;
}

/**
 * The sign-for step: runs the merchant's own confirmation, then opens the page for the order as delivered.
 * Rejects with the confirmation's own error, and opens nothing then.
 */
export async function confirmReceipt({ confirm, order, ...opening }: Opening & { confirm?: () => Promise<unknown> }): Promise<void> {
  await confirm?.();
  await openFeedback({ ...opening, order: { ...order, state: 'delivered', entry: 'sign_for' } });
}

function createSession(options: FeedbackSettings): Session {
  const locale = options.locale ?? (/^zh|^$/i.test(appInfo().language ?? '') ? 'zh-CN' : 'en');
  const surface = createSurface({ ...options, locale });
  const { client } = surface;
  let policy: Session['policy'] = options.policy ?? null;
  const keyOf = (order: Order | undefined): string => `tap ${order?.id ?? ''}`;
  const rows = new Set<() => void>();
  const self: Session = {
    client,
    options,
    locale,
    trigger: locale.startsWith('zh') ? triggerZhCN : triggerEn,
    surface,
    get policy() {
      return policy;
    },
    askPolicy: () =>
      void client.policy().then(
        (known) => (policy = known),
        () => undefined,
      ),
    refusal: undefined,
    noNotice: false,
    askNotice() {
      const { notices } = options;
      if (!notices?.length) return;
      const ids = notices.slice(0, 3);
      // WeChat and Douyin answer by template, Alipay with what it did.
      const settle = (answer: unknown) => (self.noNotice = !/"accept"|"behavior":"subscribe"/.test(JSON.stringify(answer ?? null)));
      ask('requestSubscribeMessage', { tmplIds: ids, entityIds: ids }, settle, settle);
    },
    async recall(order) {
      const said = (await client.drafts.load(keyOf(order))) as { id?: string; handedIn?: boolean } | undefined;
      const entry = said?.id ? await client.outbox.get(said.id) : undefined;
      return !entry || entry.withdrawn ? {} : { entry, handedIn: said?.handedIn };
    },
    remember(order, entry, handedIn) {
      client.drafts.save(keyOf(order), { id: entry.id, handedIn }, markDays).then(
        () => rows.forEach((tell) => tell()),
        () => undefined, // Without it the next tap begins anew.
      );
    },
    onRemember(then) {
      rows.add(then);
      return () => rows.delete(then);
    },
    leave() {
      const isAlone = Taro.getCurrentPages().length < 2;
      if (!isAlone) void Taro.navigateBack();
      return !isAlone;
    },
  };
  self.askPolicy();
  return self;
}
