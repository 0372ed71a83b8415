import type { Bridge, Options } from './bridge.js';
import type { Pages } from './logic-pages.js';
import type { Outcome } from './messages.js';

/** Answered by the device or by the view; each calls back or gives a promise. */
const outside = [
  ...['getStorage', 'setStorage', 'removeStorage', 'clearStorage', 'getStorageInfo', 'getNetworkType', 'saveFile', 'getFileInfo'],
  ...['makePhoneCall', 'setClipboardData', 'getClipboardData'],
  ...['chooseMedia', 'chooseImage', 'chooseVideo', 'compressImage', 'getImageInfo', 'pageScrollTo', 'setNavigationBarTitle'],
  ...['showToast', 'hideToast', 'showLoading', 'hideLoading', 'showModal', 'showActionSheet'],
];

const ofFiles = ['access', 'stat', 'readFile', 'writeFile', 'copyFile', 'saveFile', 'unlink', 'readdir', 'getFileInfo'];
const synchronous = ['setStorage', 'removeStorage', 'clearStorage', 'getStorageInfo'];

type Listener = (detail: unknown) => void;

export interface WxParts {
  readonly bridge: Bridge;
  readonly pages: Pages;
  readonly system: Readonly<Record<string, unknown>>;
  readonly launch: object;
  /** The answer before anything else happens. */
  callSync(name: string, args: Readonly<Record<string, unknown>>): Outcome;
  isTapped(): boolean;
}

/** The platform's object, and what tells its listeners. What is not here is missing, as functions are on older clients. */
export function createWx({ bridge, pages, system, launch, callSync, isTapped }: WxParts) {
  const { asynchronous } = bridge;
  const files = Object.fromEntries(ofFiles.map((name) => [name, asynchronous(name)]));
  const listeners = { appShow: new Set<Listener>(), appHide: new Set<Listener>(), networkStatusChange: new Set<Listener>() };

  const now = (name: string, args: Readonly<Record<string, unknown>> = {}): unknown => {
    const outcome = callSync(name, args);
    if ('fault' in outcome) throw new Error(`${name}Sync:fail ${outcome.fault.reason}`);
    return outcome.result;
  };
  const guard = (message: string | undefined): Outcome => {
    if (pages.top) pages.top.guard = message;
    return { result: {} };
  };
  const askToSubscribe = asynchronous('requestSubscribeMessage');
  const refuseToSubscribe = asynchronous('requestSubscribeMessage', () => ({
    fault: { reason: 'can only be invoked by user TAP gesture.' },
  }));
  const url = (args: Readonly<Record<string, unknown>>): string => String(args['url']);

  const wx: Record<string, unknown> = {
    env: { USER_DATA_PATH: system['userDataPath'] },
    ...Object.fromEntries(outside.map((name) => [name, asynchronous(name)])),
    ...Object.fromEntries(synchronous.map((name) => [`${name}Sync`, (key?: string, data?: unknown) => now(name, { key, data })])),
    // A missing key is an empty text here, and only here.
    getStorageSync: (key: string) => (callSync('getStorage', { key }) as { result?: { data: unknown } }).result?.data ?? '',
    request: bridge.task('request'),
    uploadFile: bridge.task('uploadFile'),
    getFileSystemManager: () => files,

    navigateTo: asynchronous('navigateTo', (args) => pages.open(url(args))),
    redirectTo: asynchronous('redirectTo', (args) => pages.open(url(args), 'top')),
    reLaunch: asynchronous('reLaunch', (args) => pages.open(url(args), 'all')),
    navigateBack: asynchronous('navigateBack', ({ delta }) => pages.back(typeof delta === 'number' ? delta : 1)),
    enableAlertBeforeUnload: asynchronous('enableAlertBeforeUnload', ({ message }) => guard(String(message))),
    disableAlertBeforeUnload: asynchronous('disableAlertBeforeUnload', () => guard(undefined)),
    requestSubscribeMessage: (options: Options) => (isTapped() ? askToSubscribe : refuseToSubscribe)(options),

    getSystemInfoSync: () => system,
    getSystemInfo: asynchronous('getSystemInfo', () => ({ result: system })),
    getWindowInfo: () => system,
    getAppBaseInfo: () => system,
    getDeviceInfo: () => system,
    getMenuButtonBoundingClientRect: () => ({ top: 51, right: 383, bottom: 83, left: 296, width: 87, height: 32 }),
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    canIUse: (name: string) => Object.hasOwn(wx, name.split('.')[0] ?? ''),
    nextTick: (job: () => void) => void setTimeout(job),
    createSelectorQuery: () => createQuery(bridge, pages),

    onAppShow: (hear: Listener) => void listeners.appShow.add(hear),
    offAppShow: (hear: Listener) => void listeners.appShow.delete(hear),
    onAppHide: (hear: Listener) => void listeners.appHide.add(hear),
    offAppHide: (hear: Listener) => void listeners.appHide.delete(hear),
    onNetworkStatusChange: (hear: Listener) => void listeners.networkStatusChange.add(hear),
    offNetworkStatusChange: (hear: Listener) => void listeners.networkStatusChange.delete(hear),
  };
  const told = (event: keyof typeof listeners, detail: unknown): void => {
    for (const hear of listeners[event]) hear(detail);
  };
  return { wx, told };
}

interface Wanted {
  readonly selector: string;
  readonly all: boolean;
  readonly what: 'rect' | 'scroll';
}

/** Places and scroll positions of elements on the page that is to be seen. */
function createQuery(bridge: Bridge, pages: Pages): object {
  const wanted: Wanted[] = [];
  const listeners: (Listener | undefined)[] = [];
  const node = (selector: string, all: boolean) => {
    const want = (what: Wanted['what']) => (hear?: Listener) => {
      wanted.push({ selector, all, what });
      listeners.push(hear);
      return query;
    };
    return { boundingClientRect: want('rect'), scrollOffset: want('scroll') };
  };
  const query = {
    in: () => query,
    select: (selector: string) => node(selector, false),
    selectAll: (selector: string) => node(selector, true),
    selectViewport: () => node('', false),
    exec(done?: Listener) {
      bridge.send('query', { page: pages.top?.number, wanted }, (outcome) => {
        const results = 'result' in outcome ? (outcome.result as unknown[]) : [];
        for (const [index, result] of results.entries()) listeners[index]?.(result);
        done?.(results);
      });
      return query;
    },
  };
  return query;
}
