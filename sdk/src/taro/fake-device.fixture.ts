import type { HttpRequest } from '../core/index.js';
import type { TaroApi, TaroEnv, TaroFile, TaroNetwork } from './taro-api.js';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A request as it leaves the device. */
export interface NetRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly upload?: {
    readonly fields: Readonly<Record<string, string>>;
    readonly name: string;
    readonly path: string;
    readonly bytes: Bytes;
  };
}

/** What comes back: an answer, only its head, nothing, or a broken connection. */
export type NetAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string; readonly headOnly?: boolean }
  | 'stalls'
  | 'breaks';

/** The options of any call, as the platforms take them. */
export interface Options {
  readonly success?: (result: unknown) => void;
  readonly fail?: (error: unknown) => void;
  readonly [name: string]: unknown;
}

/** How one platform differs from the others. */
export interface Dialect {
  readonly env: TaroEnv;
  readonly folder: string;
  /** In front of temporary paths. */
  readonly temporary: string;
  /** Bytes of saved files, bytes of one key. */
  readonly fileQuota: number;
  readonly keyLimit: number;
  fault(name: string, text: string, code?: number): object;
  /** What a call returns, besides calling back. */
  returns(result: Promise<unknown>, task: object | undefined): unknown;
  /** The functions that this platform has, out of those that a device can do, in its own shape. */
  api(app: AppParts): Record<string, unknown>;
}

/** What outlives the app: storage, saved files, the network and the customer's album. */
export interface FakeDevice {
  readonly dialect: Dialect;
  readonly storage: Map<string, string>;
  readonly files: Map<string, Bytes>;
  net: (request: NetRequest) => Promise<NetAnswer>;
  readonly online: boolean;
  /** Every write to storage is refused. */
  storageRefuses: boolean;
  /** Bytes of files of other parts of the app. */
  occupied: number;
  /** What the picker returns next, or why it does not. */
  picks: { readonly bytes: Bytes; readonly extension: string }[] | { readonly text: string; readonly code?: number };
  /** False: the compressor drops the tag without turning the picture. */
  turns: boolean;
  /** Waited for between one progress of an upload and the next. */
  pace: () => Promise<void>;
  setOnline(online: boolean): void;
  /** Ends the app that runs, with its temporary files, and starts it anew. */
  launch(): FakeApp;
}

/** One run of the app. */
export interface FakeApp {
  readonly taro: TaroApi;
  readonly temporary: Map<string, Bytes>;
  /** Requests on their way, at most. */
  readonly busiest: number;
  /** Requests that the app stopped itself. */
  readonly aborted: number;
  readonly calls: { readonly name: string; readonly options: Options }[];
  /** What is asked before the page is left. */
  readonly asks: string | undefined;
  temp(bytes: Bytes, extension?: string): TaroFile;
  show(): void;
  hide(): void;
  /** Longer in the background than requests are allowed to take. */
  interrupt(): void;
}

/** What a dialect builds its functions from. */
export interface AppParts {
  readonly device: FakeDevice;
  readonly app: { asks: string | undefined };
  /** A function that calls back: what `work` throws is the failure. */
  call(name: string, work: (options: Options) => unknown): (options?: Options) => unknown;
  /** A function that returns a task. */
  send(
    name: 'request' | 'uploadFile',
    read: (options: Options) => NetRequest,
    tell: (answer: NetAnswer & object, options: Options) => unknown,
  ): (options: Options) => unknown;
  fail(name: string, text: string, code?: number): never;
  file(name: string, path: unknown): Bytes;
  save(name: string, path: unknown, bytes: Bytes): void;
  temp(bytes: Bytes, extension?: string): TaroFile;
  picked(name: string): TaroFile[];
  readonly listeners: {
    readonly show: Set<() => void>;
    readonly hide: Set<() => void>;
    readonly network: Set<(state: TaroNetwork) => void>;
  };
}

/** Files as every run of an app has them: its own temporary ones, the device's saved ones, and the quota. */
export function filesOf(
  device: FakeDevice,
  temporary: ReadonlyMap<string, Bytes>,
  fail: AppParts['fail'],
): Pick<AppParts, 'file' | 'save'> {
  const { dialect } = device;
  return {
    file: (name, path) => temporary.get(String(path)) ?? device.files.get(String(path)) ?? fail(name, 'no such file or directory', 10022),
    save(name, path, bytes) {
      if (!String(path).startsWith(`${dialect.folder}/`)) fail(name, 'permission denied, open', 10024);
      let taken = device.occupied + bytes.length;
      for (const [other, { length }] of device.files) if (other !== path) taken += length;
      if (taken > dialect.fileQuota) fail(name, 'the maximum size of the file storage limit is exceeded', 1300202);
      device.files.set(String(path), bytes.slice());
    },
  };
}

/** What left the device, as a backend of the tests takes it; the file's bytes are found under its path. @param offset of the bytes in their file */
export function asHttpRequest({ method, url, headers, body, upload }: NetRequest, offset = 0): HttpRequest {
  const file = upload && { key: upload.path, mime: '', name: '', offset, length: upload.bytes.length };
  return {
    method: method as 'POST',
    url,
    headers,
    timeoutMs: 60_000,
    ...(body === undefined ? {} : { body }),
    ...(upload && file ? { multipart: { fields: upload.fields, file } } : {}),
  };
}

const nothing: NetAnswer = { status: 404, headers: {}, text: '' };

export function createFakeDevice(dialect: Dialect): FakeDevice {
  let current: { end(): void; tell(): void } | undefined;
  let online = true;
  let made = 0;

  const device: FakeDevice = {
    dialect,
    storage: new Map(),
    files: new Map(),
    net: async () => nothing,
    get online() {
      return online;
    },
    storageRefuses: false,
    occupied: 0,
    picks: [],
    turns: true,
    pace: () => Promise.resolve(),
    setOnline(now) {
      online = now;
      current?.tell();
    },
    launch,
  };
  return device;

  function launch(): FakeApp {
    current?.end();
    let alive = true;
    let busy = 0;
    let busiest = 0;
    let aborted = 0;
    const temporary = new Map<string, Bytes>();
    const calls: { name: string; options: Options }[] = [];
    const flying = new Set<(text: string) => void>();
    const listeners = { show: new Set<() => void>(), hide: new Set<() => void>(), network: new Set<(state: TaroNetwork) => void>() };
    const state = { asks: undefined as string | undefined };

    const fail = (name: string, text: string, code?: number): never => {
      throw dialect.fault(name, text, code);
    };
    const temp = (bytes: Bytes, extension = 'jpg'): TaroFile => {
      const path = `${dialect.temporary}${made++}.${extension}`;
      temporary.set(path, bytes.slice());
      return { path, size: bytes.length };
    };
    const later = (options: Options, result: Promise<unknown>): Promise<unknown> => {
      void result.then(
        (value) => void (alive && options.success?.(value)),
        (error: unknown) => void (alive && options.fail?.(error)),
      );
      return result;
    };

    const parts: AppParts = {
      device,
      app: state,
      fail,
      temp,
      listeners,
      call: (name, work) => (options) => {
        if (!alive) throw new TypeError('this app has ended');
        const given = options ?? {};
        calls.push({ name, options: given });
        const result = later(
          given,
          Promise.resolve().then(() => (alive ? work(given) : new Promise(() => undefined))),
        );
        return dialect.returns(result, undefined);
      },
      send: (name, read, tell) => (options) => {
        calls.push({ name, options });
        const heads = new Set<(head: object) => void>();
        const progress = new Set<(sent: object) => void>();
        let abort = () => undefined as void;
        const result = new Promise((resolve, reject) => {
          busiest = Math.max(busiest, ++busy);
          const end = (then: () => void) => {
            if (!flying.delete(breakOff)) return;
            busy--;
            then();
          };
          const breakOff = (text: string) => end(() => reject(dialect.fault(name, text)));
          flying.add(breakOff);
          abort = () => {
            if (flying.has(breakOff)) aborted++;
            breakOff('abort');
          };
          const arrive = async () => {
            const request = read(options);
            if (!online) return breakOff('net::ERR_INTERNET_DISCONNECTED');
            const { length = 0 } = request.upload?.bytes ?? {};
            for (const share of [0.5, 1]) {
              const total = length + 300;
              for (const hear of progress) hear({ progress: share * 100, totalBytesSent: total * share, totalBytesExpectedToSend: total });
              await device.pace();
            }
            let answer = await device.net(request);
            // Who does not intercept a redirect follows it.
            if (typeof answer === 'object' && answer.status === 302 && name === 'request' && options['redirect'] !== 'manual')
              answer = await device.net({ method: 'GET', url: String(answer.headers['Location']), headers: request.headers });
            if (answer === 'stalls') return undefined;
            if (answer === 'breaks') return breakOff('net::ERR_CONNECTION_RESET');
            for (const hear of heads) hear({ statusCode: answer.status, header: answer.headers, headers: answer.headers });
            if (answer.headOnly) return undefined;
            const told = answer;
            return end(() => {
              try {
                resolve(tell(told, options));
              } catch (error) {
                reject(error as Error);
              }
            });
          };
          Promise.resolve()
            .then(arrive)
            .catch((error: unknown) => end(() => reject(error as Error)));
        });
        const task = {
          abort: () => abort(),
          onHeadersReceived: (hear: (head: object) => void) => void heads.add(hear),
          onProgressUpdate: (hear: (sent: object) => void) => void progress.add(hear),
        };
        return dialect.returns(later(options, result), task);
      },
      ...filesOf(device, temporary, fail),
      picked(name) {
        if (!Array.isArray(device.picks)) return fail(name, device.picks.text, device.picks.code);
        return device.picks.map(({ bytes, extension }) => temp(bytes, extension));
      },
    };
    current = {
      end() {
        alive = false;
        temporary.clear();
      },
      tell: () => listeners.network.forEach((hear) => hear(networkOf(dialect.env, online))),
    };
    return {
      taro: dialect.api(parts) as TaroApi,
      temporary,
      calls,
      get busiest() {
        return busiest;
      },
      get aborted() {
        return aborted;
      },
      get asks() {
        return state.asks;
      },
      temp,
      show: () => listeners.show.forEach((hear) => hear()),
      hide: () => listeners.hide.forEach((hear) => hear()),
      interrupt() {
        for (const breakOff of [...flying]) breakOff('interrupted');
      },
    };
  }
}

export function networkOf(env: TaroEnv, online: boolean): TaroNetwork {
  if (env === 'alipay') return { networkAvailable: online, isConnected: online, networkType: online ? 'WIFI' : 'NOTREACHABLE' };
  return { isConnected: online, networkType: online ? 'wifi' : 'none' };
}
