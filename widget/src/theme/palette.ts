/** The five colours a merchant gives, and the words' colour on the accent; each `#rrggbb`. */
export interface Inputs {
  readonly accent: string;
  readonly onAccent?: string | undefined;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly danger: string;
}

type Numbers = readonly number[];

const rgb = (h: string): Numbers => [1, 3, 5].map((i) => parseInt(h.slice(i, i + 2), 16) / 255);
const hex = (c: Numbers): string =>
  '#' + c.map((v) => (256 + Math.round(Math.min(1, Math.max(0, v)) * 255)).toString(16).slice(1)).join('');
const linear = (h: string): Numbers => rgb(h).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));

/** Nine numbers as a 3 × 3 matrix, times a column. */
const times = (m: Numbers, v: Numbers): number[] => [0, 3, 6].map((row) => v.reduce((sum, k, i) => sum + k * m[row + i]!, 0));

// Linear sRGB to OKLab and back (Ottosson), as two matrices around the cube root.
const toCone = [0.4122, 0.5363, 0.0514, 0.2119, 0.6807, 0.1074, 0.0883, 0.2817, 0.63];
const toLab = [0.2105, 0.7936, -0.0041, 1.978, -2.4286, 0.4506, 0.0259, 0.7828, -0.8087];
const fromLab = [1, 0.3963, 0.2158, 1, -0.1056, -0.0639, 1, -0.0895, -1.2915];
const fromCone = [4.0767, -3.3077, 0.231, -1.2684, 2.6098, -0.3413, -0.0042, -0.7034, 1.7076];

const luminances: Record<string, number> = {};

/** Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2). Kept: each ground is asked for hundreds of times, while a tap waits for the panel. */
export const luminance = (h: string): number => (luminances[h] ??= times([0.2126, 0.7152, 0.0722], linear(h))[0]!);

/** Contrast of two colours, 1 to 21 (WCAG 2). */
export function ratio(a: string, b: string): number {
  const c = (luminance(a) + 0.05) / (luminance(b) + 0.05);
  return c < 1 ? 1 / c : c;
}

/** `a` over `b` with opacity `t`. */
function mix(a: string, b: string, t: number): string {
  const under = rgb(b);
  return hex(rgb(a).map((v, i) => v * t + under[i]! * (1 - t)));
}

/** Moves the OKLCH lightness by `d` and keeps the hue; chroma shrinks until the colour exists on a screen. */
function shift(h: string, d: number): string {
  const [light, a, b] = times(toLab, times(toCone, linear(h)).map(Math.cbrt)) as [number, number, number];
  const L = Math.min(1, Math.max(0, light + d));
  let c: Numbers = [];
  for (let i = 0, k = 1; i++ < 60; k *= 0.95) {
    c = times(
      fromCone,
      times(fromLab, [L, a * k, b * k]).map((v) => v ** 3),
    );
    if (c.every((v) => v > -0.001 && v < 1.001)) break;
  }
  return hex(c.map((v) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)));
}

/** Walks the lightness by steps of `step` until the contrast holds on every ground the colour may stand on. */
function walk(h: string, grounds: readonly string[], step: number, want = 4.5): string {
  let out = h;
  for (let i = 1; i < 100 && grounds.some((ground) => ratio(out, ground) < want); i++) out = shift(h, step * i);
  return out;
}

/** The words that can be read on a fill: white, else near-black; between those two only black is left, and it always holds. */
const onto = (fill: string): string => ['#ffffff', night].find((c) => ratio(c, fill) >= 4.5) ?? '#000000';

const night = '#16191a';

/** Every private colour token, from the inputs: text at least 4.5:1, controls at least 3:1, on every ground they may stand on. */
export function palette({ accent, onAccent, surface, text, muted, danger }: Inputs) {
  const dark = luminance(surface) < 0.2;
  const out = dark ? 0.01 : -0.01;
  const over = (inLight: number, inDark: number): string => mix(text, surface, dark ? inDark : inLight);
  const fill = over(0.038, 0.055);
  const fill2 = over(0.075, 0.11);
  const toast = dark ? '#eef1ef' : '#1f2423';
  const a = dark ? walk(accent, [surface], 0.01, 3) : accent;
  const tint = mix(a, surface, dark ? 0.2 : 0.1);
  const red = mix(danger, surface, dark ? 0.2 : 0.09);
  const amber = mix('#f0a823', surface, 0.15);
  const on = onAccent ?? onto(a);
  const ink = walk(a, [surface, fill, tint], out);
  return {
    surface,
    text,
    muted: walk(muted, [surface, fill2, tint, red, amber], out),
    fill,
    'fill-2': fill2,
    'fill-3': over(0.16, 0.24),
    paper: dark ? mix('#000000', surface, 0.36) : fill,
    card: over(0, 0.025),
    raised: over(0, 0.17),
    line: over(0.1, 0.14),
    'line-strong': walk(over(0.4, 0.4), [surface, fill], out, 3),
    accent: a,
    'on-accent': on,
    'accent-press': [-0.06, 0.06].map((d) => shift(a, d)).find((c) => ratio(c, on) >= 4.5) ?? a,
    'accent-ink': ink,
    'accent-tint': tint,
    'accent-ring': ratio(a, surface) < 3 ? ink : 'transparent',
    danger,
    'on-danger': onto(danger),
    'danger-ink': walk(danger, [surface, fill, red], out),
    'danger-tint': red,
    'warn-ink': walk(dark ? '#efc069' : '#7c4f00', [surface, amber], out),
    'warn-tint': amber,
    ink: text,
    'on-ink': surface,
    toast,
    'on-toast': dark ? night : '#ffffff',
    'toast-do': walk(a, [toast], -out),
    scrim: dark ? 'rgb(0 0 0/.62)' : 'rgb(12 18 15/.46)',
  };
}
