import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { provideBrowsers, requiredBrowser } from './browsers.mjs';
import { run } from './child.mjs';
import { prepared } from './prepare.mjs';
import { root } from './root.mjs';
import { lineFor, Stop } from './stop.mjs';

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const commands = {
  async start() {
    const { start } = await import('./start.mjs');
    return start();
  },
  async test(args) {
    const { test } = await import('./test.mjs');
    return test(args);
  },
  async build() {
    await prepared({ build: 'always' });
    return node('scripts/size.mjs', []);
  },
  async size(args) {
    await prepared({ part: 'served' });
    return node('scripts/size.mjs', args);
  },
  async bench(args) {
    await prepared();
    return node('scripts/bench/index.mjs', args, requiredBrowser(await provideBrowsers(['chromium'])));
  },
  async chaos(args) {
    await prepared();
    return node('scripts/chaos/index.mjs', args, requiredBrowser(await provideBrowsers(['chromium'])));
  },
  async native() {
    await prepared();
    const { ensureNativeShop } = await import('./taro.mjs');
    await ensureNativeShop();
    return 0;
  },
  async token(args) {
    await prepared({ part: 'served' });
    return node('examples/backend/dist/token.js', args);
  },
};

/**
 * Runs one command of `npm run`; whatever stops it is said on stderr, and the exit code is set.
 * @param {string[]} argv
 */
export async function dispatch([name = '', ...args]) {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new Stop(`Unknown command "${name}": one of ${Object.keys(commands).join(', ')}.`);
    process.exitCode = await command(args);
  } catch (cause) {
    console.error(lineFor(cause));
    process.exitCode = 1;
  }
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
async function node(file, args, env) {
  if (!existsSync(join(root, file))) throw new Stop(`${file} is not there: this command has nothing to run.`);
  return (await run(process.execPath, [file, ...args], { ...(env && { env }) })).code;
}
