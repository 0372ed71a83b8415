import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {{ name: string, version: string, license: string, home: string, text: string }} Notice */

/**
 * The package that a bundled module comes from, with the full text of its licence; null for our own sources.
 * @param {string} moduleId
 * @returns {Notice | null}
 */
export function noticeOf(moduleId) {
  const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(moduleId.replace(/^\0/, ''))?.[0];
  if (!folder) return null;
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${manifest.name} is bundled but ships no licence text`);
  const repository = typeof manifest.repository === 'string' ? manifest.repository : manifest.repository?.url;
  const home = String(manifest.homepage ?? repository ?? '').replace(/^git\+/, '');
  return { name: manifest.name, version: manifest.version, license: String(manifest.license), home, text: texts.join('\n\n') };
}

/**
 * The text of THIRD-PARTY.txt: one section a package, by name.
 * @param {Iterable<Notice>} notices
 */
export function thirdPartyText(notices) {
  const rule = '-'.repeat(80);
  const sections = [...notices]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((notice) => `${rule}\n${notice.name} ${notice.version} | ${notice.license} | ${notice.home}\n${rule}\n\n${notice.text}\n`);
  const apache = sections.some((section) => section.includes(' | Apache-2.0 | '))
    ? [`${rule}\nApache License 2.0\n${rule}\n\n${apacheText()}`]
    : [];
  return `Software by others that is part of the files in this folder, with their licences.\n\n${[...sections, ...apache].join('\n')}`;
}

/** The whole licence goes along (its section 4a); packages often ship only the notice that points at it. */
const apacheText = () => readFileSync(new URL('licences/Apache-2.0.txt', import.meta.url), 'utf8').replace(/^\n+/, '');

/**
 * Rollup plugin: writes the licences of everything that ended up in a chunk to `file`.
 * Use one instance in every configuration whose output lies beside that file; it keeps what earlier outputs brought.
 * @param {string} file
 * @returns {import('rollup').Plugin}
 */
export function thirdParty(file) {
  /** @type {Map<string, Notice>} */
  const notices = new Map();
  return {
    name: 'third-party',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, module] of Object.entries(chunk.modules)) {
          const notice = module.renderedLength > 0 ? noticeOf(id) : null;
          if (notice) notices.set(`${notice.name} ${notice.version}`, notice);
        }
      }
    },
    writeBundle() {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, thirdPartyText(notices.values()));
    },
  };
}
