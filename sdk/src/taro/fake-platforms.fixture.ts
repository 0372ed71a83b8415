import {
  networkOf,
  type AppParts,
  type Bytes,
  type Dialect,
  type NetAnswer,
  type NetRequest,
  type Options,
} from './fake-device.fixture.js';
import { recode } from './fake-picture.fixture.js';

/** A picker that offers one kind shows nothing of the other. */
function chosenType({ mediaType }: Options, path: string): string | undefined {
  const offered = mediaType as readonly string[];
  return offered.length === 1 ? offered[0] : path.endsWith('.mp4') ? 'video' : 'image';
}

/** WeChat as its typings say, behind Taro: a promise that is rejected beside the callback, `errMsg` and `errno`. */
export const weapp: Dialect = {
  env: 'weapp',
  folder: 'wxfile://usr',
  temporary: 'wxfile://tmp_',
  fileQuota: 200_000_000,
  keyLimit: 1_048_576,
  fault: (name, text, code) => ({ errMsg: `${name}:fail ${text}`, ...(code === undefined ? {} : { errno: code }) }),
  returns: (result, task) => Object.assign(result, task),
  api: (parts) => ({
    ...common(parts),
    chooseMedia: parts.call('chooseMedia', (options) => ({
      type: 'image',
      tempFiles: parts.picked('chooseMedia').map(({ path, size }) => ({ tempFilePath: path, size, fileType: chosenType(options, path) })),
    })),
    compressImage: parts.call('compressImage', ({ src, quality, compressedWidth, compressedHeight }) => {
      const side = Number(compressedWidth ?? compressedHeight) || undefined;
      return { tempFilePath: compress(parts, src, side, Number(quality)) };
    }),
    enableAlertBeforeUnload: parts.call('enableAlertBeforeUnload', ({ message }) => void (parts.app.asks = String(message))),
    disableAlertBeforeUnload: parts.call('disableAlertBeforeUnload', () => void (parts.app.asks = undefined)),
  }),
};

/** Douyin as its typings say: callbacks and no promise, an empty text for a missing key, uploads that tell no headers, no resizing. */
export const tt: Dialect = {
  env: 'tt',
  folder: 'ttfile://user',
  temporary: 'ttfile://temp/',
  fileQuota: 200_000_000,
  keyLimit: 1_048_576,
  fault: (name, text, code) => ({ errMsg: `${name}:fail ${text}`, ...(code === undefined ? {} : { errNo: code }) }),
  returns: (_, task) => {
    if (!task) return undefined;
    const { abort, onProgressUpdate } = task as Record<string, unknown>;
    return { abort, onProgressUpdate };
  },
  api: (parts) => ({
    ...common(parts),
    chooseMedia: parts.call('chooseMedia', (options) => ({
      tempFiles: parts.picked('chooseMedia').map(({ path, size }) => ({ tempFilePath: path, size, mediaType: chosenType(options, path) })),
    })),
    compressImage: parts.call('compressImage', ({ src, quality }) => ({ tempFilePath: compress(parts, src, undefined, Number(quality)) })),
  }),
};

/** Alipay as its typings say: `error` and `errorMessage`, null for a missing key, error statuses as failures, whole files only, no `chooseMedia`. */
export const alipay: Dialect = {
  env: 'alipay',
  folder: 'https://usr',
  temporary: 'https://resource/',
  fileQuota: 10_000_000,
  keyLimit: 200 * 1024,
  fault: (_, text, code = 3) => ({ error: code, errorMessage: text }),
  returns: (result, task) => Object.assign(result, task),
  api: (parts) => ({
    ...common(parts),
    // Taro has a function of this name here, which fails without calling back.
    chooseMedia: () => Promise.reject(new TypeError('chooseMedia is not a function')),
    compressImage: parts.call('compressImage', ({ apFilePaths, compressLevel, maxWidth }) => {
      if (!Array.isArray(apFilePaths)) return parts.fail('compressImage', 'invalid parameter', 2);
      const level = Number(compressLevel ?? 4);
      return {
        apFilePaths: apFilePaths.map((path) => compress(parts, path, Number(maxWidth) || undefined, [40, 60, 80, 100, 60][level] ?? 60)),
      };
    }),
    enableAlertBeforeUnload: parts.call('enableAlertBeforeUnload', ({ message }) => void (parts.app.asks = String(message))),
    disableAlertBeforeUnload: parts.call('disableAlertBeforeUnload', () => void (parts.app.asks = undefined)),
  }),
};

function common(parts: AppParts): Record<string, unknown> {
  const { device, call, fail, listeners } = parts;
  const { dialect, storage } = device;
  const { env } = dialect;
  const total = () => [...storage].reduce((sum, [key, text]) => sum + key.length + text.length, 0);

  return {
    ...(env === 'alipay' ? {} : { env: { USER_DATA_PATH: dialect.folder } }),
    getStorage: call('getStorage', ({ key }) => {
      const text = storage.get(String(key));
      if (text !== undefined) return { data: JSON.parse(text) as unknown };
      if (env === 'weapp') return fail('getStorage', 'data not found');
      return { data: env === 'alipay' ? null : '' };
    }),
    setStorage: call('setStorage', ({ key, data }) => {
      const text = JSON.stringify(data);
      if (device.storageRefuses || text.length > dialect.keyLimit || total() + text.length > 10_485_760)
        return fail('setStorage', 'exceed max size');
      storage.set(String(key), text);
      return {};
    }),
    removeStorage: call('removeStorage', ({ key }) => void storage.delete(String(key))),
    getStorageInfo: call('getStorageInfo', () => ({ keys: [...storage.keys()], currentSize: total() / 1024, limitSize: 10_240 })),
    getNetworkType: call('getNetworkType', () => networkOf(env, device.online)),
    onNetworkStatusChange: (hear: never) => void listeners.network.add(hear),
    onAppShow: (hear: never) => void listeners.show.add(hear),
    onAppHide: (hear: never) => void listeners.hide.add(hear),
    getFileSystemManager: () => fileSystem(parts),
    chooseImage: call('chooseImage', () => {
      const files = parts.picked('chooseImage');
      const paths = files.map(({ path }) => path);
      return { tempFilePaths: paths, ...(env === 'alipay' ? { apFilePaths: paths } : {}), tempFiles: files };
    }),
    chooseVideo: call('chooseVideo', () => {
      const [{ path, size } = fail('chooseVideo', 'cancel')] = parts.picked('chooseVideo');
      return { tempFilePath: path, ...(env === 'alipay' ? { filePath: path } : {}), size, duration: 3, width: 1, height: 1 };
    }),
    request: parts.send(
      'request',
      (options) => textOf(parts, options),
      (answer, options) => tell(parts, 'request', answer, options),
    ),
    uploadFile: parts.send(
      'uploadFile',
      (options) => uploadOf(parts, options),
      (answer, options) => tell(parts, 'uploadFile', answer, options),
    ),
  };
}

function fileSystem({ device, call, fail, file, save }: AppParts): Record<string, unknown> {
  const { dialect } = device;
  const missing = (name: string) => fail(name, 'no such file or directory', 10022);
  return {
    stat: call('stat', ({ path }) => {
      const { length: size } = file('stat', path);
      const stats = { size, mode: 0, lastAccessedTime: 0, lastModifiedTime: 0 };
      return dialect.env === 'tt' ? { stat: stats, stats } : { stats };
    }),
    readFile: call('readFile', ({ filePath, position = 0, length }) => {
      const bytes = file('readFile', filePath);
      if (dialect.env === 'alipay') return { data: bytes.slice().buffer };
      const [from, count] = [Number(position), length === undefined ? bytes.length : Number(length)];
      if (from < 0 || count <= 0 || from + count > bytes.length) return fail('readFile', 'the value of "length" is out of range');
      return { data: bytes.slice(from, from + count).buffer };
    }),
    writeFile: call('writeFile', ({ filePath, data }) => {
      if (Object.prototype.toString.call(data) !== '[object ArrayBuffer]') return fail('writeFile', 'data is no ArrayBuffer');
      return save('writeFile', filePath, new Uint8Array(data as ArrayBuffer));
    }),
    copyFile: call('copyFile', ({ srcPath, destPath }) => save('copyFile', destPath, file('copyFile', srcPath))),
    unlink: call('unlink', ({ filePath }) => void (device.files.delete(String(filePath)) || missing('unlink'))),
    readdir: call('readdir', ({ dirPath }) => ({
      files:
        dirPath === dialect.folder ? [...device.files.keys()].map((path) => path.slice(dialect.folder.length + 1)) : missing('readdir'),
    })),
  };
}

/** Alipay takes headers under two names, of which Taro leaves one. */
function headersOf({ device }: AppParts, { header, headers }: Options): Readonly<Record<string, string>> {
  return { ...(device.dialect.env === 'alipay' ? (headers as object) : {}), ...(header as object) };
}

function textOf(parts: AppParts, options: Options): NetRequest {
  const { device, fail } = parts;
  const { url, method, data } = options;
  const { env } = device.dialect;
  if (method !== 'GET' && method !== 'POST') fail('request', 'this fake knows GET and POST');
  if (env === 'tt' && typeof data === 'string') fail('request', 'data is an object or an ArrayBuffer');
  const body = data === undefined ? {} : { body: typeof data === 'string' ? data : new TextDecoder().decode(data as Bytes) };
  return { method: method as string, url: String(url), headers: headersOf(parts, options), ...body };
}

function uploadOf(parts: AppParts, options: Options): NetRequest {
  const { device, fail, file } = parts;
  const { url, filePath, name, formData, fileType } = options;
  if (device.dialect.env === 'alipay' && !/^(image|video|audio)$/.test(String(fileType))) fail('uploadFile', 'fileType', 2);
  const fields = (formData ?? {}) as Record<string, string>;
  if (Object.values(fields).some((value) => typeof value !== 'string')) fail('uploadFile', 'formData is text');
  const upload = { fields, name: String(name), path: String(filePath), bytes: file('uploadFile', filePath).slice() };
  return { method: 'POST', url: String(url), headers: headersOf(parts, options), upload };
}

function tell({ device }: AppParts, name: string, { status, headers, text }: Exclude<NetAnswer, string>, options: Options): unknown {
  const { env } = device.dialect;
  // A redirect that is not followed ends the request without an answer.
  if (status === 302 && options['redirect'] === 'manual') throw device.dialect.fault(name, 'redirected');
  if (name === 'uploadFile') return { statusCode: status, data: text, ...(env === 'alipay' ? { header: headers } : {}) };
  const data: unknown = options['dataType'] === 'text' ? text : JSON.parse(text);
  if (env !== 'alipay') return { statusCode: status, header: headers, data, errMsg: 'request:ok' };
  const answer = { status, statusCode: status, headers, header: headers, data };
  const failure: unknown = { error: 19, errorMessage: 'http status error', status, headers, data };
  if (status >= 400) throw failure;
  return answer;
}

function compress({ device, fail, file, temp }: AppParts, path: unknown, side: number | undefined, quality: number): string {
  const made = recode(file('compressImage', path), side, quality, device.turns) ?? fail('compressImage', 'decode failed', 18);
  return temp(made).path;
}
