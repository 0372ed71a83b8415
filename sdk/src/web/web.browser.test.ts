import { afterEach, describe, expect, it, vi } from 'vitest';
import { clockContract, lifecycleContract, lockContract, markerContract, newIdContract } from '../testing/index.js';
import { createWebPlatform } from './index.js';
import { createLocalMarker } from './local-marker.js';
import { webClock } from './web-clock.js';
import { createWebLifecycle } from './web-lifecycle.js';
import { createWebLock } from './web-lock.js';

const tests = { describe, it, expect };

let sites = 0;
const newSite = () => `web-${Date.now()}-${sites++}`;
const photo = { load: () => import('./photo/index.js') };
const pageEvent = (name: string, persisted = true) => dispatchEvent(new PageTransitionEvent(name, { persisted }));

afterEach(() => void vi.restoreAllMocks());

clockContract(tests, 'the browser', () => ({ clock: webClock, pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }));

lockContract(tests, 'the browser', () => ({ here: createWebLock(), there: createWebLock() }));

lockContract(tests, 'a browser without Web Locks', () => {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as unknown as LockManager);
  const lock = createWebLock();
  return { here: lock, there: lock };
});

lockContract(tests, 'a browser that denies Web Locks', () => {
  vi.spyOn(LockManager.prototype, 'request').mockRejectedValue(new DOMException('denied', 'SecurityError'));
  const lock = createWebLock();
  return { here: lock, there: lock };
});

lifecycleContract(tests, 'the browser', () => {
  const site = newSite();
  return {
    here: createWebLifecycle(site),
    there: createWebLifecycle(site),
    wake: () => void dispatchEvent(new Event('online')),
    hide: () => void pageEvent('pagehide'),
  };
});

markerContract(tests, 'localStorage', () => createLocalMarker(newSite()));
newIdContract(tests, 'the web platform', () => createWebPlatform({ site: newSite(), photo }).newId);

describe('the web lock', () => {
  it('is let go when the page goes, even while the work goes on', async () => {
    const lock = createWebLock();
    const name = newSite();
    let finish = () => undefined as void;
    const work = lock.tryRun(name, () => new Promise<void>((resolve) => (finish = resolve)));
    await vi.waitUntil(async () => (await navigator.locks.query()).held?.some((held) => held.name === name));
    pageEvent('pagehide');
    await vi.waitUntil(async () => !(await navigator.locks.query()).held?.some((held) => held.name === name));
    finish();
    expect(await work).toBe(true);
  });
});

describe('the web lifecycle', () => {
  it('leaves the page with its last listener, and comes back with the next', () => {
    const added = vi.spyOn(window, 'addEventListener');
    const lifecycle = createWebLifecycle(newSite());
    const wakes: string[] = [];
    const ends = [lifecycle.onWake(() => wakes.push('first')), lifecycle.onHide(() => undefined)];
    const signals = added.mock.calls.map(([, , options]) => (options as AddEventListenerOptions).signal);
    expect(signals.length).toBeGreaterThan(1);
    for (const end of ends) {
      expect(signals.some((signal) => signal?.aborted)).toBe(false);
      end();
    }
    expect(signals.every((signal) => signal?.aborted)).toBe(true);
    lifecycle.onWake(() => wakes.push('second'));
    dispatchEvent(new Event('online'));
    expect(wakes).toEqual(['second']);
    added.mockRestore();
  });

  it('closes its channel for the back/forward cache and hears again afterwards', async () => {
    const closed = vi.spyOn(BroadcastChannel.prototype, 'close');
    const site = newSite();
    const lifecycle = createWebLifecycle(site);
    const heard: string[] = [];
    lifecycle.onAnnounced((id) => heard.push(id));
    pageEvent('pagehide');
    expect(closed).toHaveBeenCalled();
    lifecycle.announce('while away');
    pageEvent('pageshow');
    const other = createWebLifecycle(site);
    other.onWake(() => undefined);
    other.announce('back');
    await vi.waitUntil(() => heard.length);
    expect(heard).toEqual(['back']);
  });

  it('wakes when shown from the back/forward cache, not at the first showing', () => {
    const lifecycle = createWebLifecycle(newSite());
    const wakes: string[] = [];
    lifecycle.onWake(() => wakes.push('wake'));
    pageEvent('pageshow', false);
    expect(wakes).toEqual([]);
    pageEvent('pageshow', true);
    expect(wakes).toEqual(['wake']);
  });

  it('asks before leaving only while it is told to', () => {
    const lifecycle = createWebLifecycle(newSite());
    const asks = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(asks()).toBe(false);
    lifecycle.guard(true);
    lifecycle.guard(true);
    expect(asks()).toBe(true);
    lifecycle.guard(false);
    expect(asks()).toBe(false);
  });

  it('does nothing to the page until somebody listens', () => {
    const added = vi.spyOn(window, 'addEventListener');
    createWebPlatform({ site: newSite(), photo });
    expect(added).not.toHaveBeenCalled();
  });
});

describe('the marker', () => {
  it('is not cleared by a page that cannot see what waits', async () => {
    const site = newSite();
    const opened = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('corrupt', 'UnknownError');
    });
    const blind = createWebPlatform({ site, photo });
    blind.marker.set(true);
    await blind.records.keys('i/');
    blind.marker.set(false);
    expect(blind.marker.isSet()).toBe(true);
    opened.mockRestore();

    const { marker, records } = createWebPlatform({ site, photo });
    await records.keys('i/');
    marker.set(false);
    expect(marker.isSet()).toBe(false);
  });

  it('is clear and quiet where localStorage is denied', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const marker = createLocalMarker(newSite());
    marker.set(true);
    expect(marker.isSet()).toBe(false);
  });
});
