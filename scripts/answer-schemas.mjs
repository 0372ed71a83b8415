import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as z from 'zod';

const contract = new URL('../sdk/src/contract/', import.meta.url);
const checker = fileURLToPath(new URL('checker.ts', contract));
const replaced = ['answer', 'policy'];

/**
 * Replaces the zod schemas of answers by the JSON Schemas that zod generates from them and a small checker: 6 kB brotli less in the
 * script-tag build. The npm packages keep zod. `scripts/answer-schemas.test.ts` gives both the same values.
 * @returns {import('rollup').Plugin}
 */
export function answerSchemas() {
  return {
    name: 'answer-schemas',
    resolveId(id) {
      const name = replaced.find((candidate) => id.endsWith(`/contract/${candidate}.js`));
      return name ? `\0schemas:${name}` : null;
    },
    load(id) {
      return id.startsWith('\0schemas:') ? moduleOf(id.slice('\0schemas:'.length)) : null;
    },
  };
}

/**
 * The replacement of one contract module as source text.
 * @param {string} name
 */
export async function moduleOf(name) {
  const schemas = await load(name);
  const lines = Object.entries(schemas).map(([key, schema]) => {
    const text = JSON.stringify(slim(z.toJSONSchema(schema, { io: 'input' })));
    return `export const ${key} = /* @__PURE__ */ reader(${text});`;
  });
  return [
    `import { fits } from ${JSON.stringify(checker)};`,
    'const reader = (schema) => ({ safeParse: (data) => (fits(schema, data) ? { success: true, data } : { success: false }) });',
    ...lines,
  ].join('\n');
}

/**
 * @param {string} name
 * @returns {Promise<Record<string, z.core.$ZodType>>}
 */
async function load(name) {
  const built = await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, contract))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0]?.contents ?? '').toString('base64')}`);
}

/**
 * Without what the checker does not read: names, and bounds that every safe integer meets.
 * @param {unknown} schema
 * @returns {unknown}
 */
function slim(schema) {
  if (Array.isArray(schema)) return schema.map(slim);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== '$schema' && key !== 'propertyNames' && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER)
      .map(([key, value]) => [key, slim(value)]),
  );
}
