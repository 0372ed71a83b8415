import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { openApi } from './openapi.mjs';
import { root } from './root.mjs';

/** Schemas that are published as files of their own, by the name in `sdk/src/contract`. */
const published = [
  'submission',
  'event',
  'receipt',
  'eventAnswer',
  'attachmentAnswer',
  'ticket',
  'ticketList',
  'policy',
  'problem',
  'health',
];

/**
 * What is generated from the zod schemas: file name → text.
 * @param {Record<string, z.core.$ZodType>} schemas
 * @param {string} version
 */
export async function contractFiles(schemas, version) {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const name of published) {
    const schema = schemas[name];
    if (!schema) throw new Error(`sdk/src/contract exports no schema "${name}"`);
    const file = `${kebab(name)}.schema.json`;
    const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
    files.set(file, await text({ $schema, $id: `https://yijian.dev/schemas/v1/${file}`, title: pascal(name), ...body }));
  }
  files.set('openapi.json', await text(openApi(components(schemas), version)));
  return files;
}

/**
 * All exported schemas as OpenAPI components that refer to each other.
 * @param {Record<string, z.core.$ZodType>} schemas
 */
function components(schemas) {
  /** @type {z.core.$ZodRegistry<{ id?: string }>} */
  const registry = z.registry();
  for (const [name, schema] of Object.entries(schemas)) registry.add(schema, { id: pascal(name) });
  const made = z.toJSONSchema(registry, { target: 'draft-2020-12', io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { $schema: _schema, $id: _id, ...body }]) => [name, body]),
  );
}

/**
 * The schemas that `sdk/src/contract` exports, loaded from source.
 * @returns {Promise<Record<string, z.core.$ZodType>>}
 */
export async function loadSchemas() {
  const outfile = join(root, '.cache', 'contract', `contract-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'sdk/src/contract/index.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'silent',
  });
  try {
    const exported = Object.entries(await import(pathToFileURL(outfile).href));
    return Object.fromEntries(exported.filter(([, value]) => typeof value === 'object' && value !== null && '_zod' in value));
  } finally {
    rmSync(outfile, { force: true });
  }
}

/**
 * Names of files in `folder` that are missing, different or left over.
 * @param {Map<string, string>} files
 * @param {string} folder
 */
export function staleFiles(files, folder) {
  const stale = [...files].filter(([name, wanted]) => read(join(folder, name)) !== wanted).map(([name]) => name);
  const left = existing(folder).filter((name) => !files.has(name));
  return [...stale, ...left];
}

/**
 * Writes the generated files, or with `--check` compares them; returns the exit code.
 * @param {string[]} args
 */
async function main(args) {
  const { version } = JSON.parse(readFileSync(join(root, 'sdk/package.json'), 'utf8'));
  const files = await contractFiles(await loadSchemas(), version);
  const folder = join(root, 'sdk', 'contract');
  const stale = staleFiles(files, folder);
  if (args.includes('--check')) {
    for (const name of stale)
      console.error(`sdk/contract/${name} is not what sdk/src/contract makes: run "npm run contract" and commit it.`);
    if (stale.length === 0) console.log(`sdk/contract: ${files.size} generated files are up to date`);
    return stale.length === 0 ? 0 : 1;
  }
  mkdirSync(folder, { recursive: true });
  for (const name of stale) {
    const wanted = files.get(name);
    if (wanted === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), wanted);
  }
  console.log(`sdk/contract: ${stale.length} of ${files.size} files written`);
  return 0;
}

/** @param {string} folder */
function existing(folder) {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).filter((name) => name.endsWith('.json'));
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** As prettier leaves it, so that formatting the folder changes nothing. @param {unknown} value */
const text = async (value) => format(JSON.stringify(value), { ...(await resolveConfig(join(root, 'package.json'))), parser: 'json' });
/** @param {string} name */
const pascal = (name) => name.charAt(0).toUpperCase() + name.slice(1);
/** @param {string} name */
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv.slice(2));
