import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** WeChat's own compilers of templates and styles, as its developer tools carry them. */
export interface WechatCompiler {
  /** What is wrong with a folder's templates; empty where nothing is. */
  templates(folder: string): string;
  styles(folder: string): string;
}

const places: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' };
const bin = join(import.meta.dirname, '../../../node_modules/miniprogram-compiler/bin');

/** The compilers, or why they do not run here. */
export function findWechatCompiler(): WechatCompiler | { readonly missing: string } {
  const place = places[process.platform];
  if (!place) return { missing: `WeChat's compilers are not made for ${process.platform}` };
  const file = (name: string) => join(bin, place, process.platform === 'win32' ? `${name}.exe` : name);
  for (const name of ['wcc', 'wcsc']) {
    try {
      // The package forgets it.
      chmodSync(file(name), 0o755);
    } catch (cause) {
      return { missing: `${name} is not there or may not be run: ${String(cause)}` };
    }
    const { error } = spawnSync(file(name), ['--help']);
    if (error) return { missing: `${name} does not run on ${process.platform} ${process.arch}: ${error.message}` };
  }
  const compile = (name: string, args: readonly string[], folder: string) => {
    const { status, stderr, stdout } = spawnSync(file(name), args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    return status === 0 && stdout !== '' ? '' : stderr.trim() || `${name} ended with ${status}`;
  };
  return {
    templates: (folder) => compile('wcc', ['-d', '-cc', '0', ...below(folder, '.wxml'), ...below(folder, '.wxs'), '-gn', '$gwx'], folder),
    styles: (folder) => compile('wcsc', ['-db', '-pc', '0', ...below(folder, '.wxss')], folder),
  };
}

function below(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.split(sep).join('/'))
    .sort();
}
