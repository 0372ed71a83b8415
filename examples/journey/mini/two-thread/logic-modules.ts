/** The app's own modules, as WeChat loads them: each in a function, found by its path. */
export interface Modules {
  define(path: string, body: ModuleBody): void;
  run(path: string): unknown;
}

type ModuleBody = (require: (path: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

export function createModules(): Modules {
  const bodies = new Map<string, ModuleBody>();
  const loaded = new Map<string, { exports: unknown }>();

  function run(path: string): unknown {
    const before = loaded.get(path);
    if (before) return before.exports;
    const body = bodies.get(path);
    if (!body) throw new Error(`module '${path}' is not defined`);
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    body((asked) => run(resolve(path, asked)), module, module.exports);
    return module.exports;
  }

  function resolve(from: string, asked: string): string {
    const steps = asked.startsWith('/') ? [] : from.split('/').slice(0, -1);
    for (const step of asked.split('/')) {
      if (step === '..') steps.pop();
      else if (step !== '' && step !== '.') steps.push(step);
    }
    const path = steps.join('/').replace(/\.js$/, '');
    return bodies.has(path) ? path : `${path}/index`;
  }

  return { define: (path, body) => void bodies.set(path, body), run };
}
