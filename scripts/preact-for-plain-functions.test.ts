// @vitest-environment happy-dom
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as whole from 'preact';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundled } from './bundled.js';
import { preactForPlainFunctions } from './preact-for-plain-functions.mjs';
import { root } from './root.mjs';

type Preact = Pick<typeof whole, 'h' | 'render'>;
/** What is drawn, by whichever preact. */
type Draw = (by: Preact) => whole.ComponentChildren;

let folder = '';
let cut: Preact;
let code = '';
beforeAll(async () => {
  // Inside the repository, so that its packages are found.
  folder = mkdtempSync(join(root, '.cache', 'preact-'));
  code = await bundled(folder, `export { h, render } from 'preact';`, preactForPlainFunctions());
  cut = (await import(join(folder, 'out', 'input.js'))) as Preact;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An element as the screens make one: its children stand among the props. */
function element(by: Preact, type: unknown, props: object | null, ...children: whole.ComponentChildren[]): whole.VNode {
  return by.h(type as string, { ...props, ...(children.length > 0 && { children: children.length > 1 ? children : children[0] }) });
}

const Plain = ({ children }: { children?: whole.ComponentChildren }) => children;
const Many = ({ children }: { children?: whole.ComponentChildren }) => ['many', children, null, children];
const Nothing = () => null;
const Broken = () => {
  throw new Error('broken');
};

const props = fc.record(
  {
    class: fc.constantFrom('a', 'b c', undefined),
    title: fc.constantFrom('t', '', undefined),
    disabled: fc.boolean(),
    tabIndex: fc.constantFrom(0, -1),
    role: fc.constantFrom('tab', undefined),
    href: fc.constantFrom('#x', undefined),
    part: fc.constantFrom('x', 'y'),
    'aria-checked': fc.boolean(),
    'data-wanted': fc.constantFrom(true, undefined),
    style: fc.constantFrom({ '--p': '5%' }, { '--q': '1px' }, undefined),
    value: fc.constantFrom('v', 'w', ''),
  },
  { requiredKeys: [] },
);
const text: fc.Arbitrary<Draw> = fc.constantFrom(null, undefined, false, true, 'text', 'more', '', 7, 0).map((leaf) => () => leaf);
const { tree } = fc.letrec<{ tree: Draw }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.array(tie('tree'), { maxLength: 4 }).map(
      (draws): Draw =>
        (by) =>
          draws.map((draw) => draw(by)),
    ),
    fc
      .tuple(
        fc.constantFrom('p', 'div', 'button', 'input', 'svg', 'path', Plain, Many, Nothing),
        props,
        // By their keys, which no two of them share; an empty one is none.
        fc.shuffledSubarray(['1', '2', '3', '4', '', ' ']),
        fc.array(tie('tree'), { maxLength: 6 }),
      )
      .map(
        ([type, given, keys, draws]): Draw =>
          (by) =>
            element(
              by,
              type,
              given,
              ...draws.map((draw, index) => (keys[index]?.trim() ? element(by, Plain, { key: keys[index] }, draw(by)) : draw(by))),
            ),
      ),
  ),
}));

/** What stands there before the first drawing. */
const start = fc.constantFrom(
  '',
  'text',
  '<p class="a" style="--p:5%; left:1px">text<i></i></p>',
  '<div title="t"><p></p><button role="tab">more</button></div><svg><path></path></svg>',
);

/** Every node, in the order of the page. */
function nodesOf(node: Node): Node[] {
  return [...node.childNodes].flatMap((child) => [child, ...nodesOf(child)]);
}

/** What stands there, and which of the nodes stood where before; what was there is left with its number. */
function drawn(
  by: Preact,
  draw: Draw,
  into: Element,
  before: Node[],
): { html: string; kept: number[]; values: unknown[]; nodes: Node[]; fault: unknown } {
  let fault: unknown;
  try {
    by.render(element(by, Plain, null, draw(by)), into);
  } catch (error) {
    fault = String(error);
  }
  const nodes = nodesOf(into);
  const values = nodes.map((node) => (node as HTMLInputElement).value);
  return { html: into.innerHTML, kept: nodes.map((node) => before.indexOf(node)), values, nodes, fault };
}

/** Draws one after the other with both, and wants the same each time. */
function same(draws: readonly Draw[], start: string, meanwhile: (nodes: Node[]) => void = () => undefined): void {
  const [one, other] = [whole, cut].map((by) => {
    const into = document.createElement('div');
    into.innerHTML = start;
    let before = nodesOf(into);
    return draws.map((draw) => {
      meanwhile(before);
      const { nodes, ...told } = drawn(by, draw, into, before);
      before = nodes;
      return told;
    });
  });
  expect(other).toEqual(one);
}

describe('preact, cut for plain functions', () => {
  test('draws what the whole one draws, on the same nodes', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (draws) => same(draws, '')),
      { numRuns: 2000 },
    );
  });

  test('takes over what stands there already, as the whole one does', () => {
    fc.assert(
      fc.property(start, fc.array(tree, { minLength: 1, maxLength: 3 }), (html, draws) => same(draws, html)),
      { numRuns: 800 },
    );
  });

  test('puts back what was typed where the view says something else, and only there', () => {
    const type = (nodes: Node[]): void => {
      for (const node of nodes) if (node instanceof HTMLInputElement) node.value = 'typed';
    };
    const field =
      (value: string | undefined): Draw =>
      (by) =>
        by.h('input', { value });
    same([field('v'), field('v'), field('typed'), field(undefined), field('')], '', type);
    fc.assert(
      fc.property(fc.array(tree, { minLength: 2, maxLength: 4 }), (draws) => same(draws, '', type)),
      { numRuns: 500 },
    );
  });

  test('a screen that throws is told, and the next one mends it', () => {
    const broken: fc.Arbitrary<Draw> = tree.map((draw) => (by) => element(by, 'div', null, draw(by), element(by, Broken, null), 'after'));
    fc.assert(
      fc.property(start, fc.array(fc.oneof(tree, broken), { minLength: 2, maxLength: 5 }), (html, draws) =>
        same([...draws, () => null, () => 'end'], html),
      ),
      { numRuns: 800 },
    );
  });

  test.each(['whole', 'cut'])('%s: a press and a reference are those of the last drawing, and end with their element', (which) => {
    const by = which === 'cut' ? cut : whole;
    const into = document.createElement('div');
    const [first, second, captured, ref] = [
      vi.fn<() => void>(),
      vi.fn<() => void>(),
      vi.fn<() => void>(),
      vi.fn<(element: unknown) => void>(),
    ];
    const press = (): void => into.querySelector('button')!.click();
    const screen = (onClick: (() => void) | undefined) =>
      element(by, 'div', { onClickCapture: captured }, element(by, 'button', { onClick, ref }));
    by.render(screen(first), into);
    press();
    by.render(screen(second), into);
    press();
    by.render(screen(undefined), into);
    press();
    const button = into.querySelector('button');
    by.render(null, into);
    expect([first, second, captured].map((call) => call.mock.calls.length)).toEqual([1, 1, 3]);
    expect(ref.mock.calls).toEqual([[button], [null]]);
  });

  test('a press whose screen comes within it does not press what came', () => {
    const [into, inner, outer] = [document.createElement('div'), vi.fn<() => void>(), vi.fn<() => void>()];
    const screen = (onClick?: () => void) => element(cut, 'div', onClick ? { onClick } : {}, element(cut, 'button', { onClick: inner }));
    inner.mockImplementation(() => cut.render(screen(outer), into));
    cut.render(screen(), into);
    into.querySelector('button')!.click();
    expect([inner, outer].map((call) => call.mock.calls.length)).toEqual([1, 0]);
  });

  test('has lost its HTML sink', () => {
    expect(code.replace(/\/\*[^]*?\*\/|\/\/.*/g, '')).not.toMatch(/innerHTML/i);
  });

  test('stops the build with another release', () => {
    const { load } = preactForPlainFunctions() as { load: (id: string) => unknown };
    const other = join(folder, 'node_modules', 'preact');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, 'package.json'), '{"name":"preact","version":"11.3.0"}');
    expect(() => load(join(other, 'dist', 'preact.mjs'))).toThrow(/11\.3\.0.*look at scripts/);
  });
});
