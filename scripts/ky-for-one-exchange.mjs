import { readFileSync } from 'node:fs';
import { cut, expectRelease } from './cut.mjs';

/** The release whose modules these stand in for. */
const version = '1.14.3';
const where = 'scripts/ky-for-one-exchange.mjs';

/**
 * What ky has beyond one exchange of text: ours gives all its options and has no retries, no timeout or signal of ky's own, no hooks,
 * progress, search parameters or thrown answers. By module; each stands in with what is left of it for such an exchange. The exports
 * are those that ky itself imports.
 */
const parts = {
  // Neither a body that is a stream, nor a signal of ky's own, nor `.json()` and its like on the promise.
  'core/constants.js': `export const supportsRequestStreams = false; export const supportsResponseStreams = false;
export const supportsAbortController = false; export const supportsAbortSignal = false; export const supportsFormData = false;
export const responseTypes = {}; export const requestMethods = []; export const maxSafeTimeout = 0;
export class RetryMarker {} export const stop = undefined; export const retry = undefined;`,
  'utils/options.js': 'export const findUnknownOptions = () => ({}); export const hasSearchParameters = () => false;',
  'utils/body.js': 'export const streamRequest = (request) => request; export const streamResponse = (response) => response;',
  'utils/merge.js': `export const validateAndMerge = (...sources) => Object.assign({}, ...sources);
export const mergeHeaders = (_defaults, headers) => new Headers(headers);
export const mergeHooks = (hooks) => hooks;`,
  'utils/normalize.js': `export const normalizeRequestMethod = (method) => method;
export const normalizeRetryOptions = () => ({ limit: 0 });`,
  'utils/timeout.js': 'export default undefined;',
  'utils/delay.js': 'export default undefined;',
  'utils/type-guards.js': `export const isHTTPError = () => false; export const isTimeoutError = isHTTPError;
export const isKyError = isHTTPError; export const isForceRetryError = isHTTPError;`,
  'errors/HTTPError.js': 'export const HTTPError = Error;',
  'errors/TimeoutError.js': 'export const TimeoutError = Error;',
  'errors/NonError.js': 'export const NonError = Error;',
  'errors/ForceRetryError.js': 'export const ForceRetryError = Error;',
};

/**
 * The same within what stays, by module: from the first text up to the second nothing is reached, and the third stands there instead.
 * @type {Record<string, import('./cut.mjs').Cut[]>}
 */
const cuts = {
  'index.js': [
    // Instances with defaults of their own.
    ['    for (const method of requestMethods)', '    return ky;'],
  ],
  'core/Ky.js': [
    ["            if (typeof ky.#options.timeout === 'number'", '            // Delay the fetch'],
    // Hooks, thrown answers, download progress, and `.json()` and its like.
    ['            for (const hook of ky.#options.hooks.afterResponse)', '            return response;\n        };'],
    ['        // Always wrap in #retry', '        return result;', '        const result = function_();\n'],
    ['    // eslint-disable-next-line unicorn/prevent-abbreviations\n    static #normalizeSearchParams', '    request;\n'],
    ['    #abortController;', '    // eslint-disable-next-line @typescript-eslint/prefer-readonly'],
    ['    #userProvidedAbortSignal;', '    // eslint-disable-next-line complexity'],
    // Defaults of what is always given.
    ['            headers: mergeHeaders(', '        };\n        if (typeof this.#input'],
    // Checks and kinds of input and body that are not text.
    ["        if (typeof this.#input !== 'string'", '        this.request = new globalThis.Request(this.#input, this.#options);'],
    ['        if (hasSearchParameters(', '    }\n    #calculateDelay()'],
    // Retries, and the copies of the request that they are made of.
    ['    #calculateDelay() {', '    async #fetch()'],
    ['        // Reset abortController', '        const nonRequestOptions'],
    [
      '        // Cloning is done here',
      '    }\n    #getNormalizedOptions()',
      '        return this.#options.fetch(this.request, nonRequestOptions);\n',
    ],
    ['    #getNormalizedOptions() {', '}\n//# sourceMappingURL'],
  ],
};

/**
 * Rollup plugin: what `ky-http.ts` asks of ky, and no more of it. The build fails with another release of ky, or when ky no longer
 * loads one of these modules, so an upgrade is looked at anew.
 * @returns {import('rollup').Plugin}
 */
export function kyForOneExchange() {
  const left = new Set(Object.keys(parts));
  return {
    name: 'ky-for-one-exchange',
    load(id) {
      const [, folder, name = ''] = /^(.*[\\/]node_modules[\\/]ky)[\\/]distribution[\\/](.*)$/.exec(id) ?? [];
      const module = name.replaceAll('\\', '/');
      const own = cuts[module];
      if (!folder || !(own || module in parts)) return null;
      expectRelease(folder, version, where);
      if (own) return cut(readFileSync(id, 'utf8'), own, where);
      left.delete(module);
      return parts[/** @type {keyof typeof parts} */ (module)];
    },
    buildEnd(error) {
      if (!error && left.size > 0) this.error(`ky has no ${[...left].join(', ')} any more; adapt scripts/ky-for-one-exchange.mjs`);
    },
  };
}
