import { defineConfig, devices } from '@playwright/test';
import { join } from 'node:path';
import { locateBrowsers } from './browsers.mjs';
import { chromiumLaunch, firefoxLaunch } from './launch.mjs';
import { root } from './root.mjs';

const found = locateBrowsers(['chromium', 'firefox']);
for (const environment of Object.values(found)) Object.assign(process.env, environment);

const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'];

/** Pictures for people to look at, `test-results/screens`; nothing is compared. Made when asked for: SCREENS=1. */
const pictures = process.env['SCREENS'] ? [] : ['screenshots'];
/** Sets sizes, colours and languages by itself, so that one engine is enough. */
const everyScreen = ['sizes'];
/** The same on a phone as on a desktop of the same engine. */
const withoutFingers = ['element', 'faults', 'killed', 'loader', 'policy', 'quiet', 'storage', 'trust'];
const specs = (names: readonly string[]) => names.map((name) => `**/${name}.spec.ts`);
/** Journeys through the built WeChat app: a browser stands for the phone there, so one engine is enough. */
const mini = '**/mini/*.spec.ts';

/** Whole journeys, `examples/journey/*.spec.ts`, in the engines that are on this machine. */
export default defineConfig({
  testDir: join(root, 'examples', 'journey'),
  testMatch: '**/*.spec.ts',
  outputDir: join(root, 'test-results'),
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A key that never reached a window on an overloaded machine; what passed only at the second try is named at the end.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
  use: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  projects: [
    ...(found.chromium
      ? [
          {
            name: 'chromium',
            testIgnore: [mini, ...specs(pictures)],
            use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() },
          },
          {
            name: 'phone',
            testIgnore: [mini, ...specs([...pictures, ...everyScreen, ...withoutFingers])],
            use: { ...devices['Pixel 7'], launchOptions: chromiumLaunch() },
          },
          {
            name: 'mini',
            testMatch: mini,
            testIgnore: specs(pictures),
            use: {
              viewport: { width: 390, height: 844 },
              deviceScaleFactor: 3,
              isMobile: true,
              hasTouch: true,
              launchOptions: chromiumLaunch(),
            },
          },
        ]
      : []),
    ...(found.firefox
      ? [
          {
            name: 'firefox',
            testIgnore: [mini, ...specs([...pictures, ...everyScreen, 'axe'])],
            use: { ...devices['Desktop Firefox'], channel: 'moz-firefox', launchOptions: firefoxLaunch() },
          },
        ]
      : []),
  ],
});
