import { describe, expect, it, vi } from 'vitest';
import { reasonTree } from '../triage/reasons.js';
import type { Catalogue } from './catalogue.js';
import { en } from './en.js';
import { format } from './format.js';
import { mentionsSafety } from './mentions-safety.js';
import { triggerEn, triggerZhCN } from './triggers.js';
import { zhCN } from './zh-cn.js';

const catalogues: Readonly<Record<string, Catalogue>> = { 'zh-CN': zhCN, en };

/** Every text by its path; a counted text by its forms together. */
function textsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (Array.isArray(node)) return [];
  const fields = Object.entries(node as object);
  if ('other' in (node as object) && fields.every(([key]) => /^(zero|one|two|few|many|other)$/.test(key)))
    return [[path, fields.map(([, text]) => String(text)).join(' | ')]];
  return fields.flatMap(([key, value]) => textsOf(value, path ? `${path}.${key}` : key));
}

const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().filter((name) => name !== '{device}');

describe('the catalogues', () => {
  it('have the same texts in every language', () => {
    const [first, ...rest] = Object.values(catalogues).map((catalogue) => textsOf(catalogue).map(([path]) => path));
    for (const paths of rest) expect([...paths].sort()).toEqual([...(first ?? [])].sort());
  });

  it('fill the same values in', () => {
    const english = new Map(textsOf(en));
    for (const [path, text] of textsOf(zhCN)) expect(values(text), path).toEqual(values(english.get(path) ?? ''));
  });

  it('name every reason of the tree, and nothing that is not in it', () => {
    for (const catalogue of Object.values(catalogues))
      expect(Object.keys(catalogue.reasons).sort()).toEqual(reasonTree.map(({ code }) => code).sort());
  });

  it('have a text for every picture that a reason asks for', () => {
    const shots = new Set(reasonTree.flatMap((rule) => rule.shots));
    for (const catalogue of Object.values(catalogues)) expect(Object.keys(catalogue.details.shots).sort()).toEqual([...shots].sort());
  });

  it('promise neither a time nor an amount', () => {
    const promise = /\d+ ?(min|hour|day|h\b|分钟|小时|天|元)|[¥$€]|\d+%|soon|尽快|马上|立刻/i;
    for (const [locale, catalogue] of Object.entries(catalogues))
      for (const [path, text] of textsOf(catalogue)) expect(promise.test(text), `${locale} ${path}: ${text}`).toBe(false);
  });

  it('give the loader its part alone', () => {
    expect(zhCN.trigger).toBe(triggerZhCN);
    expect(en.trigger).toBe(triggerEn);
  });

  it('never say in English what only a phone is', () => {
    for (const [path, text] of textsOf(en)) if (path !== 'first.device.phone') expect(/\bphone\b/.test(text), path).toBe(false);
  });
});

describe('format', () => {
  it('fills values in and leaves unknown places alone', () => {
    expect(format('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });

  it('takes the plural form of the language', () => {
    expect(format(en.first.items, { n: 1 }, 'en')).toBe('1 item');
    expect(format(en.first.items, { n: 4 }, 'en')).toBe('4 items');
    expect(format(zhCN.first.items, { n: 1 }, 'zh-CN')).toBe('1 种商品');
    expect(format({ few: '{n} x', other: '{n} y' }, { n: 3 }, 'cs')).toBe('3 x');
  });

  it('takes a value as it is, also where it looks like a place or a pattern', () => {
    expect(format('{a}', { a: '{b} $& $1' })).toBe('{b} $& $1');
  });
});

describe('mentionsSafety', () => {
  it('asks at words of spoiling, objects and illness, in any case', () => {
    expect(mentionsSafety('第二层有两颗发霉', zhCN)).toBe(true);
    expect(mentionsSafety('My son was SICK after it', en)).toBe(true);
  });

  it('does not ask at ordinary trouble', () => {
    expect(mentionsSafety('少了一盒，配送也晚了', zhCN)).toBe(false);
    expect(mentionsSafety('One box was missing and it came late', en)).toBe(false);
  });
});

describe('counted texts where there is no Intl', () => {
  it('are those of one and of many', () => {
    vi.stubGlobal('Intl', undefined);
    const text = { one: '{n} item', other: '{n} items' };
    expect([0, 1, 2].map((n) => format(text, { n }, 'en'))).toEqual(['0 items', '1 item', '2 items']);
    vi.unstubAllGlobals();
  });
});
