import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as answer from '../sdk/src/contract/answer.js';
import { type Schema, fits } from '../sdk/src/contract/checker.js';
import * as policy from '../sdk/src/contract/policy.js';
import { moduleOf } from './answer-schemas.mjs';

interface Reader {
  safeParse(value: unknown): { success: boolean };
}

/** A value that nearly fits: every part is right, missing, null or wrong at random. */
function near(schema: Schema): fc.Arbitrary<unknown> {
  const types = [schema.type ?? []].flat() as string[];
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(near));
  if (schema.enum) return fc.oneof(fc.constantFrom(...schema.enum), fc.string());
  const right: fc.Arbitrary<unknown>[] = types.map((type) => {
    if (type === 'string') return fc.string();
    if (type === 'boolean') return fc.boolean();
    if (type === 'null') return fc.constant(null);
    if (type === 'integer') return fc.integer({ min: -3, max: 25 });
    if (type === 'number') return fc.double();
    if (type === 'array') return fc.array(near(schema.items ?? {}), { maxLength: 3 });
    if (!schema.properties) return fc.dictionary(fc.string(), near(schema.additionalProperties ?? {}), { maxKeys: 3 });
    const fields = Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, near(field)]));
    return fc.record({ ...fields, extra: fc.anything() }, { requiredKeys: [...(schema.required ?? [])] as 'extra'[] });
  });
  if (right.length === 0) return fc.anything();
  return fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...right) },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined, 0, 1.5, '', [], {}, false) },
  );
}

const load = async (name: string): Promise<Record<string, Schema>> => {
  const text = await moduleOf(name);
  return Object.fromEntries(
    [...text.matchAll(/export const (\w+) = .*?reader\((.*)\);$/gm)].map(([, key = '', json = '']) => [key, JSON.parse(json) as Schema]),
  );
};

for (const [name, module] of Object.entries({ answer, policy })) {
  const readers = module as unknown as Record<string, Reader>;
  const schemas = await load(name);

  test.each(Object.keys(readers))(`the checker judges like zod: ${name}.%s`, (key) => {
    const schema = schemas[key];
    const reader = readers[key];
    if (!schema || !reader) return expect.fail(`${key} was not generated`);
    let fitting = 0;
    fc.assert(
      fc.property(near(schema), (made) => {
        const value = (JSON.parse(JSON.stringify({ made })) as { made?: unknown }).made ?? null;
        const zod = reader.safeParse(value).success;
        fitting += zod ? 1 : 0;
        expect(fits(schema, value)).toBe(zod);
      }),
      { numRuns: 400 },
    );
    expect(fitting).toBeGreaterThan(0);
  });
}
