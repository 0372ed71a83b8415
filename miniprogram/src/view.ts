import { en, format } from '@yijian/sdk/messages/en';
import { mentionsSafety } from '@yijian/sdk/messages/mentions-safety';
import { zhCN } from '@yijian/sdk/messages/zh-CN';
import { createForm } from '@yijian/sdk/taro';
import {
  addIcons,
  backward,
  detailsIcons,
  follow,
  followEntries,
  followUpIcons,
  forward,
  honest,
  type FormView,
  type Screen,
  type ScreenState,
} from '@yijian/widget/screens';
import { createAlbum } from './album.js';
import { page } from './draw/device.js';
import { when } from './draw/when.js';
import type { Session } from './session.js';
import type { Opening } from './settings.js';

addIcons({ ...detailsIcons, ...followUpIcons });

/** One visit of the feedback page. */
export interface Visit {
  readonly view: FormView;
  /** Id of the element that the last submit asks for; undefined while nothing is missing. */
  readonly wanted: string | undefined;
  /** The page is gone: the draft is kept, what is stored goes out. */
  end(): void;
}

/** The form of an order with everything that the screens ask of their surface; `redraw` is called when any of it changed, `leave` where the customer is done. */
export function beginVisit(
  session: Session,
  { order, display, id, rating, screen = 'rate' }: Opening,
  redraw: () => void,
  leave: () => void,
): Visit {
  const { client, options, locale, surface } = session;
  const album = createAlbum(locale);
  const messages = locale.startsWith('zh') ? zhCN : en;
  const ready = Promise.resolve(client);
  const form = createForm({
    client: ready,
    order: order ? { order } : {},
    policy: session.policy,
    ...(id && { id }),
    ...(rating && { rating }),
    asksSafety: (text) => mentionsSafety(text, messages),
    newId: client.newId,
  });
  let wanted: string | undefined;
  let leading: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let remembered = '';

  function go(next: ScreenState): void {
    view.set(next);
  }

  // Form, client and files are those of this surface; the screens only hand them on.
  const view: { -readonly [K in keyof FormView]: FormView[K] } = {
    options: {
      client: ready,
      messages,
      locale,
      dir: 'ltr',
      tel: options.tel,
      help: options.help,
      display,
      device: 'phone',
      onSubmit() {
        session.askNotice();
        lead();
      },
    } as unknown as FormView['options'],
    form: form as unknown as FormView['form'],
    state: form.getState() as unknown as FormView['state'],
    told: { icon: '', tone: '', text: '' },
    ui: { screen, trail: screen === 'mine' ? ['rate'] : [] },
    t: messages,
    locale,
    say: (text, values) => format(text, { device: messages.first.device.phone, ...values }, locale),
    when: (at, clockOnly) => when(new Date(at), locale, clockOnly),
    set(change) {
      if (ended) return;
      view.ui = { ...view.ui, ...change };
      draw();
    },
    rate: (what, value) => void form.rate(what, { scale: 'thumb', value }).catch(() => view.set({ fault: 'storage' })),
    undo: () => void form.undo(),
    go: (screen: Screen) => go(forward(view.ui, screen)),
    back: () => go(backward(view.ui)),
    close: leave,
  };

  function draw(): void {
    view.state = form.getState() as unknown as FormView['state'];
    view.told = honest(view);
    if (!ended) redraw();
  }

  /** After a submit, to what it asked for once that is drawn; a second one leads there again. */
  function lead(): void {
    wanted = undefined;
    clearTimeout(leading);
    leading = setTimeout(() => {
      const [issue] = form.getState().issues;
      wanted = issue && { photos: 'ep', safety: 'es', weight: `e${issue.lineId ?? ''}` }[issue.field];
      if (wanted) draw();
    }, 150);
  }

  session.refusal = undefined;
  session.noNotice = false;
  page.isOnline = surface.isOnline;
  page.pathOf = album.pathOf;
  page.pick = async (from, video) => {
    session.refusal = undefined;
    const max = view.state.maxPhotos - view.state.photos.filter(({ state }) => state !== 'failed').length;
    const picked = await album.pick(from, video, Math.max(1, max)).catch(() => ({ reason: 'failed' as const }));
    if ('files' in picked) return picked.files;
    if (picked.reason !== 'cancelled') session.refusal = picked.reason;
    draw();
    return [];
  };
  /** At once, because the app may be ended on any screen. Where nothing was said, or it was taken back, what was said before stays. */
  function remember(): void {
    const { submitted, entry } = form.getState();
    const now = entry && `${entry.id} ${submitted}`;
    if (!now || entry.withdrawn || now === remembered) return;
    remembered = now;
    session.remember(order, entry, submitted);
  }

  // To the form's own end, which is after what is being handed in.
  form.subscribe(remember);
  const stops = [form.subscribe(draw), follow(view), followEntries(view)];
  draw();
  return {
    view,
    get wanted() {
      return wanted;
    },
    end() {
      ended = true;
      clearTimeout(leading);
      for (const stop of stops) stop();
      form.close();
    },
  };
}
