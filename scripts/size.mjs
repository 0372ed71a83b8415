import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} Manifest
 * @property {string} version
 * @property {Record<string, string>} files role → file name in widget/dist
 * @property {Record<string, string>} integrity file name → `sha384-…`
 *
 * @typedef {object} Line one line of the budget, in bytes after brotli at quality 11
 * @property {string} name
 * @property {string} key prefix of its figures in `--json`
 * @property {number} bytes
 * @property {number} [aim]
 * @property {number} [limit] above it the build fails
 */

/**
 * What each group may weigh; roles are those of the manifest, every other role is a locale. Aims and limits are those of the plan,
 * but the limit of everything to submit stands just above what is reached (see sdk/DECISIONS.md): it only ever comes down.
 */
const groups = [
  { name: 'loader', key: 'loader', roles: ['loader'], aim: 1500, limit: 2000 },
  { name: 'first paint (sheet)', key: 'first_paint', roles: ['sheet'], aim: 10_000, limit: 12_000 },
  { name: 'everything to submit', key: 'submit', roles: ['loader', 'sheet', 'core', 'details', 'worker'], aim: 20_000, limit: 53_400 },
];
const locale = { aim: 2000, limit: 3000 };
/** What comes after submitting is loaded then. */
const after = ['follow-up'];
const roles = new Set([...after, ...groups.flatMap((group) => group.roles)]);

/**
 * The budget's lines for a built widget.
 * @param {Manifest} manifest
 * @param {(file: string) => number} weigh bytes of a file as it travels
 * @returns {Line[]}
 */
export function budget(manifest, weigh) {
  const bytes = Object.fromEntries(Object.entries(manifest.files).map(([role, file]) => [role, weigh(file)]));
  /** @param {string} role */
  const of = (role) => {
    const found = bytes[role];
    if (found === undefined) throw new Stop(`widget/dist/manifest.json names no file for "${role}".`);
    return found;
  };
  const locales = Object.keys(bytes).filter((role) => !roles.has(role));
  if (locales.length === 0) throw new Stop('widget/dist/manifest.json names no locale.');
  const lines = groups.map(({ name, key, roles: parts, aim, limit }) => ({
    name,
    key,
    bytes: parts.reduce((sum, role) => sum + of(role), 0),
    aim,
    limit,
  }));
  return [
    ...lines,
    ...locales.map((role) => ({
      name: `locale ${role}`,
      key: `locale_${role.toLowerCase().replaceAll('-', '_')}`,
      bytes: of(role),
      ...locale,
    })),
  ];
}

/** @param {Line} line */
export const isOver = (line) => line.limit !== undefined && line.bytes > line.limit;

/**
 * One object with units in its keys.
 * @param {Line[]} lines
 */
export function figures(lines) {
  return Object.fromEntries(
    lines.flatMap(({ key, bytes, aim, limit }) => [
      [`${key}_brotli_bytes`, bytes],
      ...(aim === undefined ? [] : [[`${key}_aim_brotli_bytes`, aim]]),
      ...(limit === undefined ? [] : [[`${key}_limit_brotli_bytes`, limit]]),
    ]),
  );
}

/** @param {Line[]} lines */
function table(lines) {
  const rows = lines.map((line) => {
    const word = isOver(line) ? 'TOO LARGE' : line.aim === undefined ? '' : line.bytes > line.aim ? 'above the aim' : 'ok';
    return [line.name, String(line.bytes), String(line.aim ?? ''), String(line.limit ?? ''), word];
  });
  const all = [['brotli bytes', 'now', 'aim', 'limit', ''], ...rows];
  return all.map(([name = '', ...cells]) => `${name.padEnd(34)}${cells.map((cell) => cell.padStart(8)).join('  ')}`.trimEnd()).join('\n');
}

/** @param {string} file */
export function brotliBytes(file) {
  return brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** @param {string[]} args */
function main(args) {
  const dist = join(root, 'widget', 'dist');
  const file = join(dist, 'manifest.json');
  if (!existsSync(file)) throw new Stop('widget/dist/manifest.json is not there: run "npm run build" first.');
  const lines = budget(JSON.parse(readFileSync(file, 'utf8')), (name) => brotliBytes(join(dist, name)));
  console.log(args.includes('--json') ? JSON.stringify(figures(lines)) : table(lines));
  for (const line of lines.filter(isOver)) console.error(`${line.name}: ${line.bytes} bytes after brotli, the limit is ${line.limit}.`);
  return lines.some(isOver) ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (cause) {
    console.error(cause instanceof Stop ? cause.message : cause);
    process.exitCode = 1;
  }
}
