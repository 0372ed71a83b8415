import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext, Script } from 'node:vm';

/** The thread that a mini-program's code runs in: the language, timers, a console, and what the platform puts beside them. */
export interface LogicThread {
  /** Runs a module of the built app and returns what it exports; the same module runs once. */
  require(path: string): unknown;
  /** Source text in the thread's global scope. */
  run(source: string): unknown;
  /** No timer fires any more. */
  end(): void;
}

export interface LogicThreadOptions {
  /** Folder with the built app. */
  readonly output: string;
  /** What the platform adds to the globals: its object, `App`, `Page` and so on. */
  readonly globals: Readonly<Record<string, unknown>>;
  readonly console: Readonly<Record<string, (...words: unknown[]) => void>>;
  /** What stands in a file in place of its text. */
  readonly edit?: (text: string, path: string) => string;
}

/** Text can not become code in it, and nothing of Node is there. */
export function createLogicThread({ output, globals, console, edit = (text) => text }: LogicThreadOptions): LogicThread {
  const timers = new Map<number, NodeJS.Timeout>();
  let last = 0;
  let ended = false;
  const later =
    (repeats: boolean) =>
    (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
      if (ended) return 0;
      const id = ++last;
      const fire = () => {
        if (!repeats) timers.delete(id);
        work(...given);
      };
      timers.set(id, repeats ? setInterval(fire, ms) : setTimeout(fire, ms));
      return id;
    };
  const clear = (id: number) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const context = createContext(
    { setTimeout: later(false), setInterval: later(true), clearTimeout: clear, clearInterval: clear, ...globals },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext('delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer; delete globalThis.Atomics;', context);
  Object.assign(context, { console });

  const modules = new Map<string, { exports: unknown }>();
  const load = (path: string): unknown => {
    const known = modules.get(path);
    if (known) return known.exports;
    const file = join(output, path);
    if (!existsSync(file)) throw new Error(`module '${path}' is not defined`);
    const module = { exports: {} };
    modules.set(path, module);
    // The platforms put each file into a function, as Node does.
    const script = new Script(`(function (require, module, exports) {${edit(readFileSync(file, 'utf8'), path)}\n})`, { filename: file });
    const body = script.runInContext(context) as (...given: unknown[]) => void;
    body((name: string) => load(resolveModule(path, name)), module, module.exports);
    return module.exports;
  };
  return {
    require: (path) => load(path),
    run: (source) => runInContext(source, context),
    end() {
      ended = true;
      for (const id of [...timers.keys()]) clear(id);
    },
  };
}

/** Paths are relative to the file that asks, and may leave `.js` out. */
function resolveModule(from: string, name: string): string {
  const path = join(from, '..', name);
  return path.endsWith('.js') ? path : `${path}.js`;
}
