import { expect, test } from 'vitest';
import { reason as reasonSchema } from '../../contract/index.js';
import { reasonRule, reasonTree } from './reasons.js';

const codesOf = (level: number) => reasonTree.filter((rule) => rule.level === level).map((rule) => rule.code);

test('holds each reason once, with a code that the wire takes', () => {
  const codes = reasonTree.map(({ code }) => code);
  expect(codes).toHaveLength(37);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, family, level } of reasonTree) {
    expect(reasonSchema.safeParse({ code, level: level || null }).success).toBe(true);
    expect(code.startsWith(`${family}.`)).toBe(true);
    expect(reasonRule(code)?.code).toBe(code);
  }
  expect(reasonRule('safety.unheard_of')).toBeUndefined();
});

test('counts as level 1 what can make ill and what thawed and is lost, and nothing else', () => {
  expect(codesOf(1)).toEqual([
    'safety.spoiled',
    'safety.foreign_matter',
    'safety.expired',
    'safety.bulging',
    'safety.allergy',
    'cold.thawed_lost',
  ]);
});

test('counts ideas as level 4 and praise as none', () => {
  expect(codesOf(4)).toEqual(['idea.product', 'idea.app', 'idea.ops']);
  expect(codesOf(0)).toEqual(['praise.fresh', 'praise.on_time', 'praise.packaging', 'praise.manner']);
});

test('never demands a photo for level 1', () => {
  expect(reasonTree.filter(({ level, photo }) => level === 1 && photo === 'required')).toEqual([]);
});

test('names shots exactly where it asks for a photo', () => {
  for (const { photo, shots } of reasonTree) expect(shots.length > 0).toBe(photo !== 'none');
});
