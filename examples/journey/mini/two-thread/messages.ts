/** What a function of the platform fails with, before its name is put in front. */
export interface Fault {
  readonly reason: string;
  readonly errno?: number;
}

/** How a call ended. */
export type Outcome = { readonly result: unknown } | { readonly fault: Fault };

/** A call of a function that lives outside of the logic thread. */
export interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What the logic thread tells the view. */
export type ToView =
  | { readonly type: 'open'; readonly page: number; readonly route: string; readonly data: unknown }
  | { readonly type: 'close'; readonly page: number }
  | { readonly type: 'data'; readonly page: number; readonly changes: Readonly<Record<string, unknown>>; readonly ack: number }
  | { readonly type: 'rejection'; readonly message: string }
  | ({ readonly type: 'call' } & Call);

/** What the device tells the logic thread without being asked. */
export type DeviceNews =
  | { readonly type: 'task'; readonly id: number; readonly event: 'headers' | 'progress'; readonly detail: unknown }
  | { readonly type: 'network'; readonly isConnected: boolean; readonly networkType: string }
  | { readonly type: 'hide' | 'show' | 'suspend' };

/** What the logic thread is told. */
export type ToLogic =
  | { readonly type: 'launch'; readonly app: AppOutline; readonly start: string; readonly system: Readonly<Record<string, unknown>> }
  | { readonly type: 'ready'; readonly page: number }
  | { readonly type: 'rendered'; readonly ack: number }
  | { readonly type: 'event'; readonly page: number; readonly handler: string; readonly event: unknown }
  | { readonly type: 'back' }
  | { readonly type: 'answer'; readonly id: number; readonly outcome: Outcome }
  | DeviceNews;

/** Scripts and pages that are loaded together: the main package, or a subpackage when it is first needed. */
export interface Package {
  /** Folder with a slash at its end; empty for the main package. */
  readonly root: string;
  readonly scripts: readonly string[];
  /** Run as soon as the package is there. */
  readonly entries: readonly string[];
}

/** As much of a built app as the logic thread needs to know. */
export interface AppOutline {
  readonly pages: readonly string[];
  readonly packages: readonly Package[];
}

/** Only text crosses a border; bytes cross it as base64, which the view does not open. */
export function toText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof ArrayBuffer ? { $base64: encode(part) } : part));
}

export function fromText<T>(text: string): T {
  return JSON.parse(text, (_, part: unknown) => (isEncoded(part) ? decode(part.$base64) : part)) as T;
}

// Taken at once: the logic thread loses them before the app runs.
const { atob, btoa } = globalThis;

function encode(bytes: ArrayBuffer): string {
  let letters = '';
  // As many arguments as a call takes.
  for (let at = 0; at < bytes.byteLength; at += 32_768)
    letters += String.fromCharCode(...new Uint8Array(bytes, at, Math.min(32_768, bytes.byteLength - at)));
  return btoa(letters);
}

function decode(base64: string): ArrayBuffer {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes.buffer;
}

function isEncoded(part: unknown): part is { $base64: string } {
  return typeof part === 'object' && part !== null && '$base64' in part && typeof part.$base64 === 'string';
}
