import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { sinksIn } from './sinks.js';
import { isShipped, readSources } from './source.js';

const sinks = [
  'element.innerHTML = text',
  'element["innerHTML"] += text',
  'const { outerHTML } = element; element.outerHTML = text',
  'Object.assign(element, { innerHTML: text })',
  'element.insertAdjacentHTML("beforeend", text)',
  'range.createContextualFragment(text)',
  'document.write(text)',
  'window.document.writeln(text)',
  'eval(text)',
  'window.eval(text)',
  'new Function(text)',
  'Function("return this")()',
  'setTimeout("run()", 1)',
  'window.setInterval(`run(${text})`, 1)',
  'setTimeout("run(" + text + ")", 1)',
  'const a = <div dangerouslySetInnerHTML={{ __html: text }} />',
  '(0,function(n){n.innerHTML=t.__html})(e)',
];

test.each(sinks)('finds %s', (text) => expect(sinksIn({ path: 'a.tsx', text })).toHaveLength(1));

test('leaves ordinary code alone', () => {
  const text = `// never innerHTML
    element.textContent = 'innerHTML'; setTimeout(() => run(), 1); stream.write(bytes); const f: Function = run; evaluate(text); response.text();`;
  expect(sinksIn({ path: 'a.ts', text })).toEqual([]);
});

test('no source that ships turns text into markup or code', () => {
  const sources = readSources((path) => isShipped(path) && !path.startsWith('examples/'));
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.flatMap(sinksIn)).toEqual([]);
});

test.each(['widget/dist', 'sdk/dist'])('nothing in %s turns text into markup or code', (folder) => {
  expect(existsSync(join(root, folder)), 'built').toBe(true);
  const built = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(root, folder, name), 'utf8') }));
  expect(built.length).toBeGreaterThan(0);
  expect(built.flatMap(sinksIn)).toEqual([]);
});
