import { build, type BuildOptions } from 'esbuild';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));

async function bundle(contents: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'loaded',
    target: 'es2022',
    conditions: ['yijian-source'],
    logLevel: 'silent',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

/** A context with ECMAScript and nothing else, where text cannot become code. V8 adds a console of its own. */
function bareContext() {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);
  return context;
}

/** A merchant's server, a picture and a clock that stands still, in the words of the language alone. */
const journey = `
  import { createClient, createForm } from './index.js';
  import { createMemoryPlatform, createSha256 } from '../memory/index.js';

  const blob = (bytes: Uint8Array) => ({
    size: bytes.length,
    slice: (from = 0, to = bytes.length) => blob(bytes.slice(from, to)),
    arrayBuffer: async () => bytes.slice().buffer,
  });

  export async function live(): Promise<string> {
    const log: string[] = [];
    const whole = createSha256();
    let now = 1_790_000_000_000;
    const clock = { now: () => ++now, monotonic: () => now, after: () => () => undefined, offsetMinutes: () => 480 };
    const platform = createMemoryPlatform({
      clock,
      warn: (message) => void log.push('warn: ' + message),
      http: {
        async send({ url, body, multipart }) {
          const what = url.split('/').pop() ?? '';
          if (multipart) {
            const { key, offset, length } = multipart.file;
            whole.update(new Uint8Array(await (await platform.bytes.read(key, offset, length)).arrayBuffer()));
            log.push('part ' + offset + ' ' + length);
            const { sha256, total } = multipart.fields;
            if (offset + length < Number(total)) return { status: 200, headers: {}, text: JSON.stringify({ id: what, offset: offset + length }) };
            return { status: 201, headers: {}, text: JSON.stringify({ id: what, sha256: whole.hex() === sha256 ? sha256 : 'damaged' }) };
          }
          const { id, text, attachments = [] } = JSON.parse(body ?? '{}');
          log.push(what === 'feedback' ? 'feedback ' + text + ' ' + attachments.length : what);
          return { status: 201, headers: {}, text: JSON.stringify({ id, ref: 'A1', receivedAt: '2026-11-22T10:00:00Z', need: [] }) };
        },
      },
    });
    const policy = { policy: 'shop@1', media: { allowOriginals: true } };
    const client = createClient({ site: 'shop', endpoint: 'https://shop.example', policy }, platform);
    const received = new Promise((resolve) => client.on('received', resolve));
    const form = createForm({ client: Promise.resolve(client), order: { order: { id: 'o1' } }, newId: platform.newId });
    // Memory keeps nothing for later, so that the first tap goes at once and the rest comes after it.
    await form.rate('overall', { scale: 'thumb', value: -1 });
    form.toggleReason('item.wrong');
    form.setText('a pear');
    await form.attach([blob(new Uint8Array(2_000_000).fill(7))]);
    await form.submit();
    await received;
    const waits = async () => (await client.outbox.list()).some(({ attachments }) => attachments.some(({ state }) => state !== 'acked'));
    for (let turn = 0; turn < 5_000 && (await waits()); turn++) await null;
    const [entry] = await client.outbox.list();
    log.push(entry.state, entry.ref, ...entry.attachments.map(({ state }) => state));
    client.dispose();
    return JSON.stringify(log);
  }
`;

describe('the core where there is nothing but the language', () => {
  test('carries a whole journey: tap, detail, photo, delivered', async () => {
    const context = bareContext();
    runInContext(await bundle(journey), context);
    const told = JSON.parse((await runInContext('loaded.live()', context)) as string) as string[];
    expect(told.filter((line) => line.startsWith('warn'))).toEqual([]);
    expect(told.filter((line) => line.startsWith('feedback'))).toHaveLength(1);
    expect(told).toEqual(expect.arrayContaining(['events', 'part 0 1000000', 'part 1000000 1000000']));
    expect(told.slice(-3)).toEqual(['received', 'A1', 'acked']);
  });

  test.each([
    'setTimeout(() => 0)',
    'console.log(1)',
    'crypto.randomUUID()',
    'new Blob([])',
    'new URL("x:y")',
    'new Function("")',
    'eval("1")',
  ])('would not have %s', (script) => expect(() => void runInContext(script, bareContext())).toThrow());
});

describe('the core', () => {
  test('names no global but those of the language', async () => {
    const text = await bundle(`export * from './index.js';`, { minifySyntax: true });
    const language = runInContext('Object.getOwnPropertyNames(globalThis)', createContext({})) as string[];
    const foreign = freeNames(text).filter((name) => !language.includes(name) || name === 'console' || name === 'WebAssembly');
    expect(foreign).toEqual([]);
  });

  test.each([
    ['window.x', ['window']],
    ['const { document: page } = top; page', ['top']],
    ['const page = window', ['window']],
    ['fetch(`a${process.env}`)', ['fetch', 'process']],
    ['const a = { fetch: 1, [name]: 2 }; a.window', ['name']],
    ['function f(x, { y, ...z }, [w] = v) { label: for (const u of x) { try { y } catch (e) { e; break label } } }', ['v']],
    ['typeof navigator', ['navigator']],
  ])('names in %s what is free', (text, names) => expect(freeNames(text)).toEqual(names));
});

/** Names that a script uses and nowhere declares. */
function freeNames(text: string): string[] {
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isDeclaration(node)) declared.add(node.text);
      else if (isReference(node)) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...used].filter((name) => !declared.has(name));
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isClassExpression(parent);
  return declares && parent.name === node;
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isAccessor(parent))
    return parent.name !== node;
  return true;
}
