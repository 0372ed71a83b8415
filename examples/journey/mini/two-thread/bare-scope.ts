/** ECMAScript's own, timers, and the console; all else is the browser's. */
const kept = new Set(
  [
    'globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent',
    'escape unescape Object Function Boolean Symbol Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError',
    'Number BigInt Math Date String RegExp Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer DataView Atomics JSON',
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array',
    'BigUint64Array Promise Reflect Proxy setTimeout clearTimeout setInterval clearInterval console',
  ].flatMap((line) => line.split(' ')),
);

/** Takes away every global that a mini-program does not have: using one is a ReferenceError, as it is there. */
export function stripGlobals(): void {
  for (
    let holder: object | null = globalThis;
    holder && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (kept.has(name)) continue;
      if (!Reflect.deleteProperty(holder, name)) Reflect.defineProperty(globalThis, name, { value: undefined });
    }
  }
}
