import { playwright } from '@vitest/browser-playwright';
import type { BrowserCommandContext } from 'vitest/node';
import { defineConfig } from 'vitest/config';
import { locateBrowsers } from './browsers.mjs';
import { chromiumLaunch, firefoxLaunch } from './launch.mjs';
import { root } from './root.mjs';

const found = locateBrowsers(['chromium', 'firefox', 'webkit']);
// Tests outside of a runner's stage (an editor, a single file) find the same browsers as `npm test` does.
for (const environment of Object.values(found)) Object.assign(process.env, environment);

const sources = { resolve: { conditions: ['yijian-source', 'module', 'browser', 'import', 'default'] } };
const node = {
  resolve: { conditions: ['yijian-source', 'node'] },
  ssr: { resolve: { conditions: ['yijian-source', 'node'] } },
};
const jsx = { oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } } } as const;
const notTests = ['**/node_modules/**', '**/dist/**', '**/.cache/**'];
const inBrowser = '**/*.browser.test.{ts,tsx}';

/** Vitest's own keyboard looks the tests' frame up by its name first, which Firefox does not always tell. */
const press = ({ page }: BrowserCommandContext, key: string): Promise<void> => page.keyboard.press(key);

declare module 'vitest/internal/browser' {
  interface BrowserCommands {
    press(key: string): Promise<void>;
  }
}

const browsers = [
  ...(found.chromium
    ? [{ browser: 'chromium', name: 'chromium', provider: playwright({ launchOptions: chromiumLaunch() }) } as const]
    : []),
  ...(found.firefox ? [{ browser: 'firefox', name: 'firefox', provider: playwright({ launchOptions: firefoxLaunch() }) } as const] : []),
];

export default defineConfig({
  root,
  cacheDir: '.cache/vite',
  test: {
    projects: [
      {
        ...jsx,
        ...node,
        root,
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            '{sdk,widget}/src/**/*.test.{ts,tsx}',
            'examples/backend/**/*.test.ts',
            'scripts/*.test.ts',
            'scripts/{bench,chaos}/**/*.test.ts',
          ],
          exclude: [...notTests, inBrowser],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...node,
        root,
        test: { name: 'checks', environment: 'node', include: ['scripts/checks/*.test.ts'], testTimeout: 120_000 },
      },
      ...(browsers.length > 0
        ? [
            {
              ...jsx,
              ...sources,
              // Found only in the middle of a run, they would make the page load again.
              optimizeDeps: { include: ['idb-keyval', 'ky', 'preact', 'preact/jsx-runtime', 'preact/jsx-dev-runtime', 'zod/mini'] },
              root,
              test: {
                name: 'browser',
                include: [`{sdk,widget}/src/${inBrowser}`],
                exclude: notTests,
                testTimeout: 30_000,
                globalSetup: ['scripts/answering-server.ts'],
                browser: {
                  enabled: true,
                  headless: true,
                  screenshotFailures: false,
                  provider: playwright(),
                  instances: browsers,
                  commands: { press },
                },
              },
            },
          ]
        : []),
      {
        ...node,
        root,
        test: {
          name: 'mini',
          environment: 'node',
          include: ['examples/journey/mini/*.test.ts'],
          globalSetup: ['scripts/taro-built.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...node,
        root,
        test: {
          name: 'webkit',
          environment: 'node',
          include: ['examples/journey/**/*.webkit.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
