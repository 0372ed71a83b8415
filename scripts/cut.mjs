import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {[from: string, to: string, instead?: string]} Cut from the first text up to the second, or to the end; the third stands there instead */

/**
 * Cuts a source of a package to what is reached of it.
 * @param {string} source
 * @param {readonly Cut[]} cuts in the order of the source or not, each on what the one before left
 * @param {string} where the file that lists them
 * @throws {Error} when the source has one of the texts no more
 */
export function cut(source, cuts, where) {
  let text = source;
  for (const [from, to, instead = ''] of cuts) {
    const start = text.indexOf(from);
    const end = to ? text.indexOf(to, start) : text.length;
    if (start < 0 || end < 0) throw new Error(`there is no "${start < 0 ? from : to}" any more; look at ${where}`);
    text = text.slice(0, start) + instead + text.slice(end);
  }
  return text;
}

/**
 * @param {string} folder a package's
 * @param {string} version the release that its cuts were made for
 * @param {string} where the file that lists them
 * @throws {Error} at any other release
 */
export function expectRelease(folder, version, where) {
  const { name, version: found } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (found !== version) throw new Error(`${name} is ${found}, its parts were cut for ${version}; look at ${where}`);
}
