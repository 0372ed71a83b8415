import { sheetCss } from '../theme/sheet-css.js';
import { setTheme } from '../theme/theme.js';
import { createWith } from './jsx.js';
import { addIcons } from './kit.js';
import { Page } from './page.js';
import { paint, pressed } from './paint.js';
import { painted } from './painted.js';
import { rateScreen } from './rate.js';
import { backward, forward, type Screen, type ScreenState } from './screen-state.js';
import { type Catalogue, type FeedbackForm, format } from './sdk.js';
import { createShell } from './shell.js';
import { addStyles } from './styles.js';
import { firstTold } from './told.js';
import type { FormView, PageProps, Renderer, ScreensModule, SheetOptions } from './view.js';
import { waitingScreen } from './waiting.js';
import { when } from './when.js';

/** An open panel, as the loader holds it. */
export interface SheetHandle {
  /** Leaves it; what is stored goes out. */
  close(): void;
  /** Changes the language in place; every answer stays. */
  setLocale(messages: Catalogue, locale: string, dir: 'ltr' | 'rtl'): void;
  setScreen(screen: Screen): void;
  /** Reads the custom properties of the anchor again. */
  setTheme(): void;
}

/**
 * Opens the panel on its first screen; nothing here waits for the form, the client or the second chunk.
 * A `rehearsal` lays it out once and takes it away before a frame is made, so that fonts, styles and code are warm when it is tapped.
 */
export function openSheet(options: SheetOptions, rehearsal?: boolean): SheetHandle {
  const { host, anchor, start, screen = 'rate' } = options;
  const into = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  let { dir } = options;
  let form: FeedbackForm<Blob> | undefined;
  let gone = false;
  let renderer: Renderer | undefined;
  let tell: NonNullable<ScreensModule['honest']> = firstTold;
  const screens: Partial<Record<Screen, (view: FormView) => PageProps>> = { rate: rateScreen };
  const leaving: (() => Promise<unknown> | void)[] = [];

  // Form and details are there before a screen is drawn that asks for them.
  const view = {
    options,
    state: start,
    ui: { screen, trail: screen === 'mine' ? ['rate'] : [], durable: start.durable } as ScreenState,
    t: options.messages as Catalogue,
    locale: options.locale,
    say: (text, values) => format(text, { device: view.t.first.device[options.device], ...values }, view.locale),
    when: (at, clockOnly) => when(new Date(at), view.locale, options.timeZone, clockOnly),
    set(change) {
      view.ui = { ...view.ui, ...change };
      draw();
    },
    rate(what, value) {
      const rating = { [what]: { scale: 'thumb', value } as const };
      if (form) return void form.rate(what, rating[what]!).catch(() => view.set({ durable: false }));
      view.state = { ...view.state, rating: { ...view.state.rating, ...rating } };
      view.set({ durable: undefined });
      void options.tap(rating).then(
        (durable) => view.set({ durable }),
        () => view.set({ durable: false }),
      );
    },
    undo() {
      if (form) return void form.undo().catch(() => view.set({ durable: false }));
      view.state = { ...view.state, id: options.undo(), rating: {} };
      view.set({ durable: undefined });
    },
    go: (screen) => turn(forward(view.ui, screen), 16),
    back: () => turn(backward(view.ui), -16),
    close() {
      if (options.mayClose?.() === false) return;
      gone = true;
      removeEventListener('online', load);
      view.close = draw = () => undefined;
      const { id, entry = null, submitted = false } = view.state;
      form?.close();
      void Promise.all(leaving.map((leave) => leave())).then(() => {
        shell.remove();
        renderer?.render(null, root);
        options.onClose({ id, entry, submitted });
      });
    },
  } as { -readonly [K in keyof FormView]: FormView[K] };

  const shell = createShell(into, anchor, () => view.close());
  const { root } = shell;

  let draw = (): void => {
    if (form) view.state = form.getState();
    view.told = tell(view);
    root.lang = view.locale;
    root.dir = dir;
    const tree = (
      <>
        <div class="scrim" />
        <Page view={view} {...(screens[view.ui.screen]?.(view) ?? waitingScreen(view, load))} />
        {[view.told.text, view.ui.spoken].map((text) => (
          <p class="vh" role="status">
            {text}
          </p>
        ))}
      </>
    );
    if (renderer) renderer.render(tree, root);
    else paint(tree, root);
  };

  function turn(next: ScreenState, by: number): void {
    root.style.setProperty('--yj-d', by * (dir === 'rtl' ? -1 : 1) + 'px');
    view.set(next);
    shell.turned();
  }

  function add({ css, icons, screens: more, honest = tell, renderer: next = renderer, enter }: ScreensModule): void {
    addStyles(into, css);
    addIcons(icons);
    Object.assign(screens, more);
    tell = honest;
    renderer = next;
    if (next) {
      root.removeEventListener('click', pressed);
      createWith((type, props, key) => next.create(type as never, { ...props, key } as never));
    }
    leaving.push(enter(view, shell));
    draw();
    shell.stand();
  }

  function load(): void {
    removeEventListener('online', load);
    view.set({ failed: false });
    Promise.all([options.loadForm(), options.loadDetails(), options.loadWords()])
      .then(([make, module, words]) => {
        if (gone) throw new Error('gone');
        if (!form) {
          // Unless another language was chosen meanwhile.
          if (view.t === options.messages) view.t = words;
          view.form = form = make(view.state);
          leaving.push(form.subscribe(draw));
          add(module);
        }
        return options.loadFollowUp();
      })
      .then((module) => gone || add(module))
      .catch(() => {
        view.set({ failed: true });
        if (!gone) addEventListener('online', load);
      });
  }

  const restyle = (): void => setTheme(root, anchor ?? host, options.theme ?? 'auto');

  // Outer `!important` rules may hide or shift the element itself; an inline rule of its own outranks them.
  host.style.cssText = 'all:initial!important';
  addStyles(into, sheetCss);
  root.addEventListener('click', pressed);
  restyle();
  draw();
  // In one piece, so that the browser computes styles once; beside the body, because a router may replace that.
  if (!host.isConnected) document.documentElement.append(host);
  if (rehearsal) {
    root.getClientRects();
    host.remove();
  } else {
    shell.show();
    void painted().then(load);
  }

  return {
    close: () => view.close(),
    setLocale(messages, language, direction) {
      [view.t, view.locale, dir] = [messages, language, direction];
      draw();
    },
    setScreen: view.go,
    setTheme: restyle,
  };
}
