import { describe, expect, it } from 'vitest';
import { type Inputs, luminance, palette, ratio } from './palette.js';

const light: Inputs = { accent: '#0b7a4b', surface: '#ffffff', text: '#16191a', muted: '#5b6361', danger: '#bb2a1d' };
const dark: Inputs = { accent: '#0b7a4b', surface: '#1b1e1d', text: '#eef1ef', muted: '#a5ada9', danger: '#cf3b2d' };

/** Text, and every ground that it may stand on. */
const pairs: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['surface', 'fill', 'fill-2', 'paper', 'card', 'raised']],
  ['muted', ['surface', 'fill', 'fill-2', 'accent-tint', 'danger-tint', 'warn-tint']],
  ['accent-ink', ['surface', 'fill', 'accent-tint']],
  ['on-accent', ['accent', 'accent-press']],
  ['danger-ink', ['surface', 'fill', 'danger-tint']],
  ['on-danger', ['danger']],
  ['warn-ink', ['surface', 'warn-tint']],
  ['on-toast', ['toast']],
  ['toast-do', ['toast']],
];

describe('palette', () => {
  it('gives the light colours of the design', () => {
    expect(palette(light)).toMatchObject({
      muted: '#5b6361',
      fill: '#f6f6f6',
      'fill-2': '#eeeeee',
      'fill-3': '#dadada',
      paper: '#f6f6f6',
      card: '#ffffff',
      raised: '#ffffff',
      line: '#e8e8e8',
      'line-strong': '#8d8e8e',
      'on-accent': '#ffffff',
      'accent-press': '#01673e',
      'accent-ink': '#0b7a4b',
      'accent-tint': '#e7f2ed',
      'accent-ring': 'transparent',
      'on-danger': '#ffffff',
      'danger-ink': '#bb2a1d',
      'danger-tint': '#f9eceb',
      'warn-ink': '#7c4f00',
      'warn-tint': '#fdf2de',
      toast: '#1f2423',
      'toast-do': '#3c9c6a',
    });
  });

  it('gives the dark colours of the design', () => {
    expect(palette(dark)).toMatchObject({
      muted: '#a5ada9',
      fill: '#272a29',
      'fill-2': '#323534',
      'fill-3': '#4e514f',
      paper: '#111313',
      card: '#202322',
      raised: '#3f4241',
      line: '#393c3a',
      'line-strong': '#727574',
      'on-accent': '#ffffff',
      'accent-press': '#01673e',
      'accent-ink': '#47a573',
      'accent-tint': '#183026',
      'accent-ring': 'transparent',
      'on-danger': '#ffffff',
      'danger-ink': '#f6614f',
      'danger-tint': '#3f2420',
      'warn-ink': '#efc069',
      'warn-tint': '#3b331e',
      toast: '#eef1ef',
      'toast-do': '#0b7a4b',
    });
  });

  it.each([
    ['#ffd400', '#16191a', '#846d09', '#ffd400', true],
    ['#ff5000', '#16191a', '#c43c03', '#fd6a3c', false],
    ['#07c160', '#16191a', '#0a813f', '#07c160', true],
    ['#00a4ff', '#16191a', '#0072b4', '#00a4ff', true],
    ['#111111', '#ffffff', '#111111', '#949494', false],
  ])(
    'makes %s readable: words on it, as ink on light, as ink on dark, and a ring where it is pale',
    (accent, on, inLight, inDark, ring) => {
      const day = palette({ ...light, accent });
      expect(day['on-accent']).toBe(on);
      expect(day['accent-ink']).toBe(inLight);
      expect(palette({ ...dark, accent })['accent-ink']).toBe(inDark);
      expect(day['accent-ring']).toBe(ring ? inLight : 'transparent');
    },
  );

  it('keeps every text at 4.5:1 on every ground it may stand on, for any accent, in light and dark', () => {
    let state = 7;
    const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    for (let round = 0; round < 120; round++) {
      const accent =
        '#' +
        Math.floor(random() * 0xffffff)
          .toString(16)
          .padStart(6, '0');
      for (const inputs of [light, dark, { ...light, surface: '#fff8ea' }, { ...dark, surface: '#000000' }]) {
        const tokens: Readonly<Record<string, string>> = palette({ ...inputs, accent });
        for (const [ink, grounds] of pairs)
          for (const ground of grounds)
            expect(ratio(tokens[ink]!, tokens[ground]!), `${accent} ${ink} on ${ground}`).toBeGreaterThanOrEqual(4.49);
        expect(ratio(tokens['line-strong']!, tokens['surface']!)).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it("takes the merchant's own colour for words on the accent", () => {
    expect(palette({ ...light, accent: '#ffd400', onAccent: '#003300' })['on-accent']).toBe('#003300');
  });
});

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(luminance('#ffffff')).toBeCloseTo(1);
    expect(ratio('#000000', '#ffffff')).toBeCloseTo(21);
    expect(ratio('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
  });
});
