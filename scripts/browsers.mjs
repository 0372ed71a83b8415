import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, install, installCommand } from './apt.mjs';
import { run } from './child.mjs';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} Engine
 * @typedef {Record<string, string>} EngineEnvironment variables that tell where the engine is
 *
 * @typedef {object} Provided
 * @property {Partial<Record<Engine, EngineEnvironment>>} found
 * @property {Partial<Record<Engine, string>>} missing why, and the command that would help
 */

const files = process.env['ProgramFiles'] ?? 'C:\\Program Files';
const filesX86 = process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)';

const chromiumNames = [
  'chromium-headless-shell',
  'chromium',
  'google-chrome-stable',
  'google-chrome',
  'chromium-browser',
  'microsoft-edge',
];
const chromiumPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  join(files, 'Google', 'Chrome', 'Application', 'chrome.exe'),
  join(filesX86, 'Google', 'Chrome', 'Application', 'chrome.exe'),
  join(filesX86, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
];
const firefoxNames = ['firefox-esr', 'firefox'];
const firefoxPlaces = ['/Applications/Firefox.app/Contents/MacOS/firefox', join(files, 'Mozilla Firefox', 'firefox.exe')];

/** Debian packages that bring an engine. */
const packages = {
  chromium: ['chromium-headless-shell', 'fonts-noto-cjk'],
  firefox: ['firefox-esr', 'fonts-noto-cjk'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth', 'fonts-noto-cjk'],
};

/** @type {Record<Engine, () => EngineEnvironment | null>} */
const locate = {
  chromium: () => located('CHROMIUM_PATH', chromiumNames, chromiumPlaces),
  firefox: () => located('FIREFOX_PATH', firefoxNames, firefoxPlaces),
  webkit: locateWebkit,
};

/**
 * The engines that are on this machine now; installs nothing.
 * @param {readonly Engine[]} engines
 * @returns {Provided['found']}
 */
export function locateBrowsers(engines) {
  /** @type {Provided['found']} */
  const found = {};
  for (const engine of engines) {
    const environment = locate[engine]();
    if (environment) found[engine] = environment;
  }
  return found;
}

/**
 * The engines asked for, installed where that is possible: Debian's packages as root, then Playwright's own Chromium.
 * @param {readonly Engine[]} engines
 * @returns {Promise<Provided>}
 */
export async function provideBrowsers(engines) {
  let found = locateBrowsers(engines);
  const absent = () => engines.filter((engine) => !found[engine]);
  if (absent().length > 0 && canInstall()) {
    await install([...new Set(absent().flatMap((engine) => packages[engine]))]);
    found = locateBrowsers(engines);
  }
  if (absent().includes('chromium')) {
    const path = await playwrightChromium();
    if (path) found.chromium = { CHROMIUM_PATH: path };
  }
  return { found, missing: Object.fromEntries(absent().map((engine) => [engine, whyMissing(engine)])) };
}

/**
 * Environment for a command that can't do without Chromium.
 * @param {Provided} provided
 */
export function requiredBrowser({ found, missing }) {
  if (!found.chromium) throw new Stop(missing.chromium ?? 'No Chromium found.');
  return found.chromium;
}

/**
 * @param {Engine} engine
 */
function whyMissing(engine) {
  const variable = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH', webkit: 'WEBKIT_DRIVER_PATH and MINIBROWSER_PATH' }[engine];
  const name = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK driver' }[engine];
  return `No ${name} found: set ${variable}, or on Debian run: ${installCommand(packages[engine])}`;
}

/**
 * @param {string} variable
 * @param {string[]} names
 * @param {string[]} places
 * @returns {EngineEnvironment | null}
 */
function located(variable, names, places) {
  const given = process.env[variable];
  if (given) {
    if (!starts(given)) throw new Stop(`${variable} is ${given}, which does not start: point it at a browser's program or unset it.`);
    return { [variable]: given };
  }
  const path = [...names.flatMap(onPath), ...places.filter((place) => existsSync(place))].find(starts);
  return path ? { [variable]: path } : null;
}

/** @returns {EngineEnvironment | null} */
function locateWebkit() {
  if (process.platform !== 'linux' || onPath('xvfb-run').length === 0) return null;
  const driver = process.env['WEBKIT_DRIVER_PATH'] ?? onPath('WebKitWebDriver')[0];
  const browser = process.env['MINIBROWSER_PATH'] ?? miniBrowsers()[0];
  return driver && browser && existsSync(driver) && existsSync(browser) ? { WEBKIT_DRIVER_PATH: driver, MINIBROWSER_PATH: browser } : null;
}

/** MiniBrowser comes inside the library's package, outside of PATH. */
function miniBrowsers() {
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : [];
  return [...libraries.map((name) => join('/usr/lib', name)), '/usr/libexec', '/usr/lib']
    .map((folder) => join(folder, 'webkit2gtk-4.1', 'MiniBrowser'))
    .filter((path) => existsSync(path));
}

/** @param {string} name */
function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .filter((path) => existsSync(path));
}

/**
 * Whether the program answers; Windows browsers open a window on `--version`, there the file is enough.
 * @param {string} path
 */
function starts(path) {
  if (process.platform === 'win32') return existsSync(path);
  return spawnSync(path, ['--version'], { timeout: 30_000, stdio: 'ignore', env: browserHome() }).status === 0;
}

/** Firefox as root refuses a home folder that belongs to somebody else. */
function browserHome() {
  return process.getuid?.() === 0 ? { ...process.env, HOME: '/root' } : process.env;
}

/** Playwright's own download, where there is no other way; null where it can't be had. */
async function playwrightChromium() {
  const cli = join(root, 'node_modules', 'playwright', 'cli.js');
  if (!existsSync(cli)) return null;
  console.error('Installing Chromium (playwright install) …');
  const { code } = await run(process.execPath, [cli, 'install', 'chromium', '--no-shell'], { quiet: true, limitMinutes: 10 });
  if (code !== 0) return null;
  const { chromium } = await import('playwright');
  return starts(chromium.executablePath()) ? chromium.executablePath() : null;
}
