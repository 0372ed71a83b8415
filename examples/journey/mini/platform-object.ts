import type { Dialect } from '../../../sdk/src/taro/fake-device.fixture.js';

/** Where the app goes; each returns when the page is there. */
export interface Navigation {
  navigateTo(url: string): Promise<void>;
  redirectTo(url: string): Promise<void>;
  reLaunch(url: string): Promise<void>;
  navigateBack(delta: number): Promise<void>;
}

/** What the app showed over its page. */
export interface Notice {
  readonly kind: 'toast' | 'modal' | 'loading';
  readonly text: string;
}

interface Asked {
  readonly url?: string;
  readonly delta?: number;
  readonly title?: string;
  readonly content?: string;
  readonly success?: (result: unknown) => void;
  readonly fail?: (error: unknown) => void;
  readonly complete?: (result: unknown) => void;
}

/** The part of `wx`, `my` or `tt` that is about pages and the screen: files, storage and network are the fake device's. */
export function createPlatformObject(dialect: Dialect, go: Navigation, notices: Notice[]): Record<string, unknown> {
  /** Calls back, and returns what this platform returns. */
  const call =
    (name: string, work: (asked: Asked) => unknown) =>
    (asked: Asked = {}) => {
      const result = Promise.resolve()
        .then(() => work(asked))
        .then((value) => (typeof value === 'object' ? value : { errMsg: `${name}:ok` }))
        .catch((error: unknown) => {
          throw dialect.fault(name, error instanceof Error ? error.message : String(error));
        });
      void result.then(
        (value) => {
          asked.success?.(value);
          asked.complete?.(value);
        },
        (fault: unknown) => {
          asked.fail?.(fault);
          asked.complete?.(fault);
        },
      );
      return dialect.returns(result, undefined);
    };
  const show = (kind: Notice['kind']) => (asked: Asked) => {
    notices.push({ kind, text: [...new Set([asked.title, asked.content])].filter(Boolean).join('\n') });
    return kind === 'modal' ? { confirm: true, cancel: false } : undefined;
  };
  const size = { windowWidth: 375, windowHeight: 667, screenWidth: 375, screenHeight: 667, pixelRatio: 2, statusBarHeight: 20 };
  const system = { ...size, platform: 'devtools', system: 'iOS 17.0', SDKVersion: '3.5.0', language: 'zh_CN', version: '8.0.0' };
  const entry = { path: '', query: {}, scene: 1001 };

  return {
    navigateTo: call('navigateTo', ({ url = '' }) => go.navigateTo(url)),
    redirectTo: call('redirectTo', ({ url = '' }) => go.redirectTo(url)),
    reLaunch: call('reLaunch', ({ url = '' }) => go.reLaunch(url)),
    navigateBack: call('navigateBack', ({ delta = 1 }) => go.navigateBack(delta)),
    showToast: call('showToast', show('toast')),
    showModal: call('showModal', show('modal')),
    showLoading: call('showLoading', show('loading')),
    ...(dialect.env === 'alipay' ? { confirm: call('confirm', show('modal')), alert: call('alert', show('modal')) } : {}),
    hideToast: call('hideToast', () => undefined),
    hideLoading: call('hideLoading', () => undefined),
    [dialect.env === 'alipay' ? 'setNavigationBar' : 'setNavigationBarTitle']: call('setNavigationBarTitle', () => undefined),
    pageScrollTo: call('pageScrollTo', () => undefined),
    getSystemInfoSync: () => system,
    getWindowInfo: () => size,
    getLaunchOptionsSync: () => entry,
    getEnterOptionsSync: () => entry,
    nextTick: (work: () => void) => void Promise.resolve().then(work),
  };
}
