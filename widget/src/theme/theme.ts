import { type Inputs, luminance, palette } from './palette.js';

/** What a page asks for; `auto` follows the device where the page itself says that it can be dark. */
export type Mode = 'light' | 'dark' | 'auto';

const light: Inputs = { accent: '#0b7a4b', surface: '#ffffff', text: '#16191a', muted: '#5b6361', danger: '#bb2a1d' };
const dark: Inputs = { accent: '#0b7a4b', surface: '#1b1e1d', text: '#eef1ef', muted: '#a5ada9', danger: '#cf3b2d' };

// Chinese faces come first only in Chinese: their quotes and dots are too wide for everything else.
const fonts = '-apple-system,"SF Pro Text","Segoe UI",Roboto,var(--yj-cjk,)sans-serif';

/** Turns any colour that the browser knows into `#rrggbb`; undefined when it is none, or not opaque. */
export function toHex(colour: string): string | undefined {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return undefined;
  // What is no colour leaves the old one, and that is not opaque.
  pen.fillStyle = '#0000';
  pen.fillStyle = colour;
  return pen.fillStyle.startsWith('#') ? pen.fillStyle : undefined;
}

/** Reads the public custom properties where they apply to `source`, and sets the private tokens on `target` through CSSOM. */
export function setTheme(target: HTMLElement, source: Element, mode: Mode): void {
  const style = getComputedStyle(source);
  const given = (name: string): string => style.getPropertyValue('--yijian-' + name).trim();
  const surface = toHex(given('surface'));
  const night = surface
    ? luminance(surface) < 0.2
    : mode === 'dark' || (mode === 'auto' && /dark/.test(style.colorScheme) && matchMedia('(prefers-color-scheme:dark)').matches);
  const inputs: Record<string, string | undefined> = { ...(night ? dark : light), onAccent: toHex(given('on-accent')) };
  for (const name in inputs) inputs[name] = toHex(given(name)) ?? inputs[name];
  const r = given('radius') || '14px';
  const tokens: Record<string, string> = {
    ...palette(inputs as unknown as Inputs),
    r,
    l: `calc(${r}*1.28)`,
    xl: `calc(${r}*1.72)`,
    // Square corners are square everywhere, pills included.
    o: parseFloat(r) ? '999px' : r,
    font: given('font') || fonts,
    inset: `calc(env(safe-area-inset-bottom,0px) + ${given('inset') || '0px'})`,
    z: given('z-index') || '2147483000',
    shadow: given('shadow') || '0 -16px 48px rgb(0 0 0/' + (night ? '.5)' : '.14)'),
    xs: '0 0 0 .5px rgb(128 128 128/.2),0 1px 3px rgb(12 18 15/.08)',
  };
  for (const name in tokens) target.style.setProperty('--yj-' + name, tokens[name]!);
}
