import { sheet } from './baked.js';
import type { FeedbackAttributes } from './attributes.js';
import type { Registry } from './registry.js';

/** A short name, because there are many of them. */
export const page = document;

export const script = page.currentScript as HTMLScriptElement;

export const registry: Registry = {
  _script: script,
  _touches: {},
  _marks: {},
  _calls: window.yijian?.q || [],
  createScriptURL: (hash) => new URL(hash.match(/\w{8}/) + '.js', script.src) as unknown as string,
  _open(trigger) {
    registry._wanted = trigger;
    fetchSheet();
  },
};

try {
  // Null in an Android view without it.
  registry._marks = localStorage || {};
} catch {
  // Denied, so nothing can wait, and nothing is remembered.
}

/** Attributes of the element over those of the script tag, without prefix; and the language, Chinese where neither they nor the page name one. */
export const read = (element: Element) => {
  const read: Record<string, string> = {};
  for (const { name, value } of [...script.attributes, ...element.attributes]) read[name.replace('data-', '')] = value;
  read['locale'] = /^(zh|$)/.test(read['locale'] || page.documentElement.lang) ? 'zh-CN' : 'en';
  return read as Record<string, string> & FeedbackAttributes & { locale: string };
};

/** A new element with these properties and children. */
export const node = <T extends keyof HTMLElementTagNameMap>(tag: T, properties: object | 0, ...children: (Node | string)[]) => {
  const made: HTMLElementTagNameMap[T] = Object.assign(page.createElement(tag), properties);
  made.append(...children);
  return made;
};

let chunk: HTMLScriptElement | 0;
let why = 'blocked';

// Which script a policy refused costs too many bytes to tell; that it refuses anything is the better guess.
addEventListener('securitypolicyviolation', () => {
  why = 'csp';
});

/** Asks for the sheet's chunk once; after a failure again at the next touch, or when the network is back. A file that is not the one that was built does not run. */
export const fetchSheet = () => {
  if (chunk) return;
  registry._policy =
    registry._policy || window.trustedTypes?.createPolicy<Pick<Registry, 'createScriptURL'>>('yijian', registry) || registry;
  chunk = node('script', {
    crossOrigin: '',
    integrity: 'sha256-' + sheet,
    src: registry._policy.createScriptURL(sheet),
    nonce: script.nonce,
    onerror() {
      chunk = 0;
      addEventListener('online', fetchSheet);
      dispatchEvent(new CustomEvent('yijian-error', { detail: why }));
      registry._calls.map((call) => (call._reject = call._reject?.(why) as undefined));
    },
  });
  page.head.append(chunk);
  // What was asked for runs all the same.
  chunk.remove();
};
