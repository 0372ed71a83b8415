import { IDBFactory } from 'fake-indexeddb';
import { build } from 'esbuild';
import { type HTMLElement as Element_, Window } from 'happy-dom';
import type { Registry } from './registry.js';

/** Base64 SHA-256, as the build bakes one in. */
export const hash = 'AbCd/EfGh1234ijkL+mnopqrstuvwxyzABCDEFGHIJ=';

const words = ['Question?', 'Good', 'Problem', 'Feedback', 'Noted: ', '\nSaved', '\nKeep open'];
const texts = { en: words.join('|'), 'zh-CN': words.map((word) => `中${word}`).join('|') };

let code: Promise<string> | undefined;

/** The loader as one script, the way the build wraps it. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('index.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    define: { YIJIAN: JSON.stringify({ sheet: hash, texts }) },
  });
  return `if (!window.yijian?.r) ${outputFiles[0]!.text.replace(/^"use strict";\s*/, '').replace(/^\/\/.*$/gm, '')}`;
}

export interface PageTerms {
  readonly body?: string;
  readonly script?: Readonly<Record<string, string>>;
  readonly lang?: string;
  /** Runs before the loader. */
  readonly before?: (window: Window) => void;
  /** Makes the disk refuse. */
  readonly indexedDB?: unknown;
}

/** A page with the script tag on it. */
export interface LoadedPage {
  readonly window: Window;
  readonly registry: Registry;
  /** Scripts that were asked for, in order. */
  readonly asked: readonly HTMLScriptElement[];
  trigger(): Element_;
  button(word: string): Element_;
  status(): string;
  records(site?: string): Promise<readonly { id: string; steps: readonly { type: string; rating: unknown }[] }[]>;
  /** Waits until the page shows what `look` returns as true. */
  until(look: () => boolean): Promise<void>;
  /** Runs the script tag once more. */
  again(): void;
}

/** Loads the loader into a fresh window. */
export async function loadPage({ body = '', script = {}, lang = 'en', before, ...disk }: PageTerms = {}): Promise<LoadedPage> {
  const window = new Window({
    url: 'https://shop.example/order',
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
  });
  const { document } = window;
  document.write(`<html lang="${lang}"><head></head><body>${body}</body></html>`);
  const asked: HTMLScriptElement[] = [];
  // Nothing is fetched here; each test lets the script come or fail.
  document.head.append = (...nodes) => void asked.push(...(nodes as unknown as HTMLScriptElement[]));
  const indexedDB = 'indexedDB' in disk ? disk.indexedDB : new IDBFactory();
  Object.assign(window, { indexedDB });
  const tag = document.createElement('script');
  for (const [name, value] of Object.entries({ src: 'https://cdn.example/yijian/yijian.js', 'data-site': 'shop', ...script }))
    tag.setAttribute(name, value);
  // A property of its own: browsers hide the attribute from the page.
  Object.assign(tag, { nonce: script['nonce'] });
  Object.defineProperty(document, 'currentScript', { value: tag, configurable: true });
  before?.(window);
  const text = await (code ??= bundle());
  const run = () => void window.eval(text);
  run();
  const trigger = () => document.querySelector('yijian-feedback') as unknown as Element_;
  return {
    window,
    registry: (window as unknown as { yijian: { r: Registry } }).yijian.r,
    asked,
    trigger,
    button: (word) =>
      [...trigger().shadowRoot!.querySelectorAll('button')].find((button) => button.textContent === word) as unknown as Element_,
    status: () => trigger().shadowRoot!.querySelector('output')!.textContent,
    async records(site = 'shop') {
      const database = await asPromise<IDBDatabase>((indexedDB as globalThis.IDBFactory).open(`yijian-${site}`, 1));
      const records = await asPromise<unknown[]>(database.transaction('kv').objectStore('kv').getAll());
      database.close();
      return records as never;
    },
    async until(look) {
      for (let turns = 0; turns < 500 && !look(); turns++) await new Promise((resolve) => setImmediate(resolve));
      if (!look()) throw new Error('the page never shows it');
    },
    again: run,
  };
}

function asPromise<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error as Error);
  });
}
