import { Buffer } from 'node:buffer';
import { expect, test as base, type Page } from '@playwright/test';
import { withPhoneData } from './jpeg.js';
import { openMerchant, type Merchant } from './merchant.js';
import { draw, look, thumbnail, twelveMegapixels, type Seen } from './picture.js';

/** A file as a file input takes it. */
export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Takes and looks at pictures, in a page that has nothing to do with the shop. */
export interface Darkroom {
  /** Three different pictures of 12 megapixels, with everything that a phone writes into them. */
  readonly photos: readonly PickedFile[];
  /** A small one, with the same metadata. */
  readonly small: PickedFile;
  /** What is to be seen on each. */
  look(photos: readonly Uint8Array[]): Promise<readonly Seen[]>;
}

/** What pages complained about: errors that nobody caught, console errors, breaches of a content policy. None may be left at the end. */
export interface Complaints {
  readonly heard: readonly string[];
  /** Complaints like this are part of the journey. */
  allow(pattern: RegExp): void;
}

interface Journey {
  readonly shop: Merchant;
  readonly complaints: Complaints;
}

interface Workshop {
  readonly merchant: Merchant;
  readonly darkroom: Darkroom;
}

/** Failures that a test causes on purpose and that browsers write to the console by themselves; the hash is that of no bytes. */
const networkTalk =
  /Failed to load resource|net::ERR_|NetworkError|Cross-Origin Request Blocked|Loading failed for the <script>|computed hash is “47DEQpj8HBSa/;

/** `test` with a shop of its own: nothing stored at the backend, nothing in the browser, and no complaint at the end. */
export const test = base.extend<Journey, Workshop>({
  merchant: [
    async ({ browserName }, use) => {
      const merchant = await openMerchant(browserName);
      await use(merchant);
      await merchant.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  darkroom: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      await use(await openDarkroom(page));
      await page.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  shop: async ({ merchant }, use) => {
    await merchant.clear();
    await use(merchant);
    merchant.proxy.heal();
  },
  actionTimeout: 20_000,
  screenshot: 'only-on-failure',
  baseURL: async ({ shop }, use) => use(shop.url),
  complaints: [
    async ({ context }, use) => {
      const heard: string[] = [];
      const allowed = [networkTalk];
      context.on('weberror', (fault) => heard.push(`uncaught: ${fault.error().message}`));
      context.on('console', (message) => void (message.type() === 'error' && heard.push(message.text())));
      await context.addInitScript(tellBreaches);
      const left = (): string[] => heard.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
      await use({
        get heard() {
          return left();
        },
        allow: (pattern) => void allowed.push(pattern),
      });
      expect(left()).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** Runs in every page before its own scripts: breaches of the content policy become console errors in each engine. */
function tellBreaches(): void {
  addEventListener('securitypolicyviolation', (event) => {
    console.error(`breach of ${event.effectiveDirective}: ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`);
  });
}

async function openDarkroom(page: Page): Promise<Darkroom> {
  const take = async (name: string, drawing: Parameters<typeof draw>[0]): Promise<PickedFile> => {
    const jpeg = Buffer.from(await page.evaluate(draw, drawing), 'base64');
    return { name, mimeType: 'image/jpeg', buffer: Buffer.from(withPhoneData(jpeg)) };
  };
  const photos: PickedFile[] = [];
  for (const seed of [1, 2, 3]) photos.push(await take(`IMG_${seed}.jpg`, twelveMegapixels(seed)));
  return {
    photos,
    small: await take('IMG_small.jpg', thumbnail),
    async look(photos) {
      const seen: Seen[] = [];
      for (const photo of photos) seen.push(await page.evaluate(look, Buffer.from(photo).toString('base64')));
      return seen;
    },
  };
}
