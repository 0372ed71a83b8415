import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { root } from '../../../scripts/root.mjs';

const source = readFileSync(join(root, 'miniprogram/src/host.cjs'), 'utf8');

type Modules = Readonly<Record<string, unknown>>;
interface Env {
  readonly FRAMEWORK?: 'preact' | 'react';
  readonly TARO_ENV?: 'weapp' | 'tt' | 'h5';
}

/** Runs what a host loads before the first render, with nothing but the language and `modules` there; returns what it asked for. */
function load(modules: Modules, env: Env = {}, globals: object = {}): readonly string[] {
  const asked: string[] = [];
  const require = (name: string): unknown => {
    asked.push(name);
    if (!(name in modules)) throw new Error(`there is no ${name}`);
    return modules[name];
  };
  const process = { env: { FRAMEWORK: 'preact', TARO_ENV: 'weapp', ...env } };
  runInContext(source, createContext({ require, process, ...globals }));
  return asked;
}

/** As the compatibility layers of each version look: 10 has no root to render into. */
const preact11 = () => ({
  react: { version: '18.3.1' },
  'react-dom': { createRoot: () => undefined },
  preact: { options: {} as { debounceRendering?: (flush: () => void) => void } },
});

describe('before the first render', () => {
  test.each([
    ['17.0.2', {}],
    ['18.3.1', {}],
  ])('Preact 10, which calls itself React %s, is refused with what to install', (version, dom) => {
    expect(() => load({ ...preact11(), react: { version }, 'react-dom': dom })).toThrow(/preact@11\.2\.0, or use React 18/);
  });

  test('Preact 11 draws without queueMicrotask, which no platform documents', async () => {
    const modules = preact11();
    load(modules);
    const flush = vi.fn<() => void>();
    modules.preact.options.debounceRendering?.(flush);
    expect(flush).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(flush).toHaveBeenCalledOnce();
  });

  test('what a host or a platform has of its own is left alone', () => {
    const own = preact11();
    const mine = () => undefined;
    own.preact.options.debounceRendering = mine;
    load(own);
    expect(own.preact.options.debounceRendering).toBe(mine);
    const given = preact11();
    load(given, {}, { queueMicrotask: mine });
    expect(given.preact.options.debounceRendering).toBeUndefined();
  });

  test('React hosts and browsers are asked for nothing', () => {
    expect(load({}, { FRAMEWORK: 'react' })).toEqual([]);
    expect(load({}, { TARO_ENV: 'h5' })).toEqual([]);
  });

  test('on Douyin a tap goes on to what makes a click of it, and a map still says what moved', () => {
    const taps: Record<string, (event: { type: string; detail: { type: string } }) => void> = {};
    const call = vi.fn<(name: string, event: object) => void>();
    const hooks = { tap: (name: string, change: (typeof taps)[string]) => void (taps[name] = change), call };
    load({ ...preact11(), '@tarojs/shared': { hooks } }, { TARO_ENV: 'tt' });
    const tap = { type: 'tap', detail: { type: '' } };
    taps['modifyMpEventImpl']?.(tap);
    expect(call).toHaveBeenCalledWith('modifyMpEvent', tap);
    const moved = { type: 'regionchange', detail: { type: 'end' } };
    taps['modifyMpEventImpl']?.(moved);
    expect(moved.type).toBe('end');
    expect(load(preact11())).not.toContain('@tarojs/shared');
  });
});
