import type { Page } from '@playwright/test';

/** A record as it lies on disk, as far as the journeys look into it. */
export interface DiskRecord {
  readonly id: string;
  readonly state?: string;
  readonly steps: readonly { readonly type?: string; readonly rating?: unknown }[];
}

/** What the outbox of a site holds on this device, read past the SDK. */
export function recordsOnDisk(page: Page, site = 'demo-shop'): Promise<readonly DiskRecord[]> {
  return page.evaluate(async (name) => {
    // Opening a database that is not there would make one.
    if (!(await indexedDB.databases()).some((database) => database.name === name)) return [];
    return new Promise<DiskRecord[]>((resolve, reject) => {
      const open = indexedDB.open(name);
      open.onerror = () => reject(new Error('the database does not open'));
      open.onsuccess = () => {
        const all = open.result.transaction('kv').objectStore('kv').getAll(IDBKeyRange.bound('i/', 'i/\uffff'));
        all.onerror = () => reject(new Error('the database cannot be read'));
        all.onsuccess = () => {
          open.result.close();
          resolve(all.result as DiskRecord[]);
        };
      };
    });
  }, `yijian-${site}`);
}

/** Whether everything that lies there is taken back. */
export async function isUndone(page: Page): Promise<boolean> {
  return (await recordsOnDisk(page)).every(({ steps }) => steps.at(-1)?.type === 'withdrawal');
}

/** Whether the page-load marker says that something waits. */
export function isMarked(page: Page, site = 'demo-shop'): Promise<boolean> {
  return page.evaluate((name) => localStorage.getItem(name) !== null, `yijian-${site}`);
}

/** Whether any bytes of photos are left on this device. */
export function bytesOnDisk(page: Page, site = 'demo-shop'): Promise<readonly string[]> {
  return page.evaluate(
    (name) =>
      new Promise<string[]>((resolve, reject) => {
        const open = indexedDB.open(name);
        open.onerror = () => reject(new Error('the database does not open'));
        open.onsuccess = () => {
          const keys = open.result.transaction('kv').objectStore('kv').getAllKeys(IDBKeyRange.bound('p/', 'p/\uffff'));
          keys.onsuccess = () => {
            open.result.close();
            resolve(keys.result.map(String));
          };
        };
      }),
    `yijian-${site}`,
  );
}

/** From now on nothing of the site reaches the disk, until this page goes. */
export function holdDisk(page: Page, site = 'demo-shop'): Promise<void> {
  return page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open(name);
        open.onerror = () => reject(new Error('the database does not open'));
        open.onsuccess = () => {
          const store = open.result.transaction('kv', 'readwrite').objectStore('kv');
          // A transaction lives as long as it is asked something.
          const hold = (): void => {
            resolve();
            store.count().onsuccess = hold;
          };
          store.count().onsuccess = hold;
        };
      }),
    `yijian-${site}`,
  );
}
