import { colourNames, givenNames, tokensOf } from './tokens.js';

/** What a page asks for; `auto` follows the device where the page itself says that it can be dark. */
export type Mode = 'light' | 'dark' | 'auto';

/** Turns any colour that the browser knows into `#rrggbb`; undefined when it is none, or not opaque. */
export function toHex(colour: string): string | undefined {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return undefined;
  // What is no colour leaves the old one, and that is not opaque.
  pen.fillStyle = '#0000';
  pen.fillStyle = colour;
  return pen.fillStyle.startsWith('#') ? pen.fillStyle : undefined;
}

/** The tokens by all that they are made from: a page asks for the same again for each of its triggers and at every opening. */
const known: Record<string, Readonly<Record<string, string>>> = {};

/** What the page says that it can be: by its styles, else by its head. */
function schemeOf({ colorScheme }: CSSStyleDeclaration): string {
  return colorScheme === 'normal' ? document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content || '' : colorScheme;
}

/** Reads the public custom properties where they apply to `source`, and sets the private tokens on `target` through CSSOM. */
export function setTheme(target: HTMLElement, source: Element, mode: Mode): void {
  const style = getComputedStyle(source);
  const dim = mode === 'dark' || (mode === 'auto' && /dark/.test(schemeOf(style)) && matchMedia('(prefers-color-scheme:dark)').matches);
  const given = Object.fromEntries(givenNames.map((name) => [name, style.getPropertyValue('--yijian-' + name).trim()]));
  const key = JSON.stringify([dim, given]);
  const tokens = (known[key] ??= tokensOf((name) => (colourNames.test(name) ? toHex(given[name]!) : given[name]) || undefined, dim));
  for (const name in tokens) target.style.setProperty('--yj-' + name, tokens[name]!);
}
