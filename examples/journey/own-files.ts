import type { BrowserContext, Page } from '@playwright/test';

/** Matches the addresses of our files with these roles, as the build named them. */
export async function ownFiles(page: Page, ...roles: readonly string[]): Promise<RegExp> {
  const { files } = (await (await page.request.get('/yijian/manifest.json')).json()) as { files: Record<string, string> };
  const names = roles.map((role) => {
    const name = files[role];
    if (name === undefined) throw new Error(`the manifest names no file for ${role}`);
    return name;
  });
  return new RegExp(`/(${names.join('|')})$`);
}

/** Keeps what is asked for there back. @returns lets it through */
export async function holdBack(where: Page | BrowserContext, url: RegExp, times?: number): Promise<() => void> {
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await where.route(
    url,
    async (route) => {
      await held;
      await route.continue();
    },
    times === undefined ? {} : { times },
  );
  return release;
}
