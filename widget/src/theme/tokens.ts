import { type Inputs, luminance, palette } from './palette.js';

const light: Inputs = { accent: '#0b7a4b', surface: '#ffffff', text: '#16191a', muted: '#5b6361', danger: '#bb2a1d' };
const dark: Inputs = { accent: '#0b7a4b', surface: '#1b1e1d', text: '#eef1ef', muted: '#a5ada9', danger: '#cf3b2d' };

// Chinese faces come first only in Chinese: their quotes and dots are too wide for everything else.
const fonts = '-apple-system,"SF Pro Text","Segoe UI",Roboto,var(--yj-cjk,)sans-serif';

/** Names under which a merchant gives a colour. */
export const colourNames = /^(accent|on-accent|surface|text|muted|danger)$/;

/** Everything that a merchant may give. */
export const givenNames = 'accent on-accent surface text muted danger radius font inset z-index shadow'.split(' ');

/** What a merchant may give by name: colours as `#rrggbb`, `radius`, `font`, `inset`, `z-index`, `shadow`; undefined for the rest. */
export type Given = (name: string) => string | undefined;

/** Every private token by its name without `--yj-`; a surface that is given says itself whether it is dark. */
export function tokensOf(given: Given, dim: boolean): Readonly<Record<string, string>> {
  const surface = given('surface');
  const night = surface ? luminance(surface) < 0.2 : dim;
  const inputs: Record<string, string | undefined> = { ...(night ? dark : light), onAccent: given('on-accent') };
  for (const name in inputs) inputs[name] = given(name) ?? inputs[name];
  const r = given('radius') ?? '14px';
  return {
    ...palette(inputs as unknown as Inputs),
    r,
    l: `calc(${r}*1.28)`,
    xl: `calc(${r}*1.72)`,
    // Square corners are square everywhere, pills included.
    o: parseFloat(r) ? '999px' : r,
    font: given('font') ?? fonts,
    inset: `calc(env(safe-area-inset-bottom,0px) + ${given('inset') ?? '0px'})`,
    z: given('z-index') ?? '2147483000',
    shadow: given('shadow') ?? '0 -16px 48px rgb(0 0 0/' + (night ? '.5)' : '.14)'),
    xs: '0 0 0 .5px rgb(128 128 128/.2),0 1px 3px rgb(12 18 15/.08)',
  };
}
