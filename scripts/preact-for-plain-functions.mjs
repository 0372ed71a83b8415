import { readFileSync } from 'node:fs';
import { cut, expectRelease } from './cut.mjs';

/** The release whose sources these cuts were made for. */
const version = '11.2.0';
const where = 'scripts/preact-for-plain-functions.mjs';

/** What is handed through to parts that are cut, where it stands on a line of its own. */
const handed = /^\t+(globalContext|commitQueue|isHydrating),?\n/gm;

/**
 * What preact has beyond screens that are plain functions, drawn anew from their root, of elements and drawings: no state, hooks,
 * classes, contexts, portals, error boundaries, hydration, waiting components, comments, references that are objects, HTML as text,
 * MathML. By module of its sources: from the first text up to the second nothing is reached, and the third stands there instead.
 * @type {Record<string, import('./cut.mjs').Cut[]>}
 */
const cuts = {
  'render.js': [
    ['import options', 'import { slice }'],
    ['\tif (options._root)', '\t// To be able to support'],
    ['isHydrating ? NULL : ', 'parentDom._children;'],
    ['let commitQueue = [],\n\t\t', 'refQueue = [];', 'let '],
    ['\t\tEMPTY_OBJ,\n\t\tparentDom', '\t\toldVNode\n', "\t\t'http://www.w3.org/1999/xhtml',\n"],
    ['\tcommitRoot(', '\n\n\t// The live', '\tcommitRoot(refQueue);'],
    ['/**\n * Update an existing DOM', ''],
  ],
  'create-element.js': [
    ['import options', 'import { NULL'],
    ['/**\n * Clones the given', '/**\n * Create a VNode'],
    // Children stand among the props.
    [',\n\t\tlength = arguments', ';\n\tfor'],
    ['\tif (length > 2)', '\treturn createVNode(type'],
    ['\t\t_component: NULL,\n', '\t\tconstructor'],
    ['\t// Only invoke the vnode hook', '\treturn vnode;'],
  ],
  'component.js': [
    ['import {', '/**\n * @param {import', "import { NULL } from './constants';\n"],
    [' && !vnode.props._parentDom', '\n\t\t? getDomSibling'],
    ['/**\n * Trigger in-place', ''],
  ],
  'diff/children.js': [
    [" ||\n\t\t\ttypeof childVNode == 'function'", '\n\t\t) {'],
    [', applyRef }', ' from', ' }'],
    [
      '\t\t// A ref detached while',
      '\t\t\tif (childVNode.ref)',
      '\t\tif (oldVNode.ref != childVNode.ref) {\n\t\t\tif (oldVNode.ref) oldVNode.ref(NULL);\n',
    ],
    ['childVNode._component || newDom,\n\t\t\t\t\tchildVNode\n', '\t\t\t\t)', 'newDom\n'],
    ['\t\t// Root children live', '\t\tlet children'],
    [
      '\t\t// Comments (e.g.',
      '}\n\n/**\n * Flatten',
      '\t\tif (parentVNode._dom != oldDom) parentDom.insertBefore(parentVNode._dom, oldDom || NULL);\n\t}\n\treturn parentVNode._dom.nextSibling;\n',
    ],
  ],
  'diff/props.js': [
    ['import options', '// Per-instance'],
    // Custom properties and nothing else.
    ["\tif (key[0] == '-')", '}\n\nconst CAPTURE', '\tstyle.setProperty(key, value);\n'],
    ["\t\tif (typeof value == 'string')", "\t\t\tif (typeof oldValue == 'string')", '\t\t{\n'],
    // Nobody gives text for what is called.
    ["\t\tif (typeof value != 'function')", '\t\t// Handlers are keyed'],
    ['\t\t\t// Normalize incorrect', '\t\t} else if ('],
    ["\t\t\tname != 'width'", "\t\t\tname != 'href'"],
    ["\t\t\tname != 'list'", '\t\t\t// Default value'],
    ["\t\t\tname != 'download'", "\t\t\tname != 'role'"],
    ["\t\t\tname != 'popover'", '\t\t\tname in dom'],
    ['\t\t\ttry {', '\t\t}\n\n\t\t// aria-', "\t\t\tdom[name] = value == NULL ? '' : value;\n\t\t\treturn;\n"],
    ['\t\t// Never serialize', '\t\tif (value != NULL'],
    ["name == 'popover' && value == true ? '' : ", 'value);'],
    ['options.event ? options.event(e) : ', 'e);'],
  ],
  'diff/index.js': [
    ['import { BaseComponent, getDomSibling }', ' from', 'import { getDomSibling }'],
    ['import options', 'import { assign'],
    ['\t\tresumed,\n', '\t\tnewType'],
    ['\t// If the previous diff bailed out', '\touter: if ('],
    ['\touter: if (', 'typeof newType', '\tif ('],
    ['\t\tlet oldCommitQueueLength', '\t\ttry {'],
    ['\t\t\tlet c,\n', '\t\t\tconst renderResult', '\t\t\ttmp = newType(newVNode.props);\n'],
    ['\t\t\t// A vnode carrying a', '\t\t\toldDom = diffChildren('],
    ['\t\t\t// When we exit a portal', '\t\t} catch (e) {'],
    ['\t\t\t// We remove any', '\t\t\tnewVNode._original = NULL;'],
    [
      '\t\t\t// if hydrating or creating',
      'newVNode._dom = oldVNode._dom;',
      '\t\t\tif (excessDomChildren) excessDomChildren.some(removeNode);\n\t\t\telse ',
    ],
    ['\t\t\t}\n\n\t\t\tif (!newVNode._children)', ' {\n\t\t\t\tnewVNode._children', '\t\t\tif (!newVNode._children)'],
    ['\t\t\tif (!(e && e.then))', '\t\t}\n\t} else {', '\t\t\tthrow e;\n'],
    ['\tif ((tmp = options.diffed))', '\treturn oldDom;'],
    ['/**\n * Find the closing', '/**\n * @param {Array<Component>}'],
    ['commitQueue, root, refQueue', ') {\n\tfor', 'refQueue'],
    ['\t\tapplyRef(refQueue[i++], refQueue[i++], refQueue[i++]);', '\n\t}\n\n\tif (options._commit', '\t\trefQueue[i++](refQueue[i++]);'],
    ['\tif (options._commit', '/**\n * Diff two virtual nodes representing', '}\n'],
    ["\telse if (nodeType == 'math')", '\tif (excessDomChildren) {'],
    ['\t\tconst doc = parentDom', '\t\tif (!nodeType)', '\t\tconst doc = document;\n'],
    ['\t\t\tnodeType,\n\t\t\tnewProps.is', '\t\t);', '\t\t\tnodeType\n'],
    ['\t\t// we are creating a new node', '\t\t// we created a new parent'],
    [' && (!isHydrating || dom.data != newProps)', ') {'],
    ['\t\t// A <template> holds', '\t\t// If excess'],
    ["\t\t\tnodeType == 'textarea' && newProps.default", 'excessDomChildren && slice'],
    ['excessDomChildren && slice.call(parentDom', '.childNodes', 'excessDomChildren && slice.call(dom'],
    ['!isHydrating && ', 'excessDomChildren) {'],
    ["\t\t\tif (i == 'dangerouslySetInnerHTML')", "\t\t\t\ti != 'children'", '\t\t\tif (\n'],
    [" &&\n\t\t\t\t!(i == 'value'", '\n\t\t\t) {'],
    ["\t\t\t} else if (i == 'dangerouslySetInnerHTML')", "\t\t\t} else if (i == 'value')"],
    ["\t\t\t} else if (i == 'checked')", '\t\t\t\toldProps[i] !== value', '\t\t\t} else if (\n'],
    ['\t\t// If the new vnode didn', '\t\t\tdiffChildren(', '\t\t{\n'],
    [
      '\t\t\t\tparentDom,\n\t\t\t\tisArray(newC',
      '\t\t\t\tnewVNode,\n',
      '\t\t\t\tdom,\n\t\t\t\tisArray(newChildren) ? newChildren : [newChildren],\n',
    ],
    ["\t\t// As above, don't diff", '\t\t\t\tinputValue != UNDEFINED', "\t\t{\n\t\t\ti = 'value';\n\t\t\tif (\n"],
    ['\t\t\t\t// #2756', '\t\t\t) {\n\t\t\t\tsetProperty(dom, i, inputValue', '\t\t\t\tinputValue !== dom[i]\n'],
    ["\t\t\ti = 'checked'", '\t\t}\n\t}\n\n\treturn dom;'],
    ['/**\n * Invoke or update', '/**\n * Unmount'],
    ['\tlet r, end, nodes;', '\tif ((r = vnode._children))', '\tlet r;\n\tif (vnode.ref) vnode.ref(NULL);\n'],
    ['\t\t\t\t\t// A portal', '\t\t\t\t);', "\t\t\t\t\ttypeof vnode.type != 'function' || skipRemove\n"],
    ['\t// A component that suspended', '\tif (!skipRemove) removeNode'],
    [' = vnode._component', ' = vnode._parent'],
    ['/** The `.render()`', ''],
  ],
};

/**
 * Private names of what is left, which preact's own build shortens, too.
 * @type {Record<string, string>}
 */
const names = {
  _children: '_k',
  _parent: '_',
  _depth: '_b',
  _dom: '_e',
  _original: '_v',
  _index: '_i',
  _flags: '_u',
  _listeners: '_l',
  _attached: '_a',
};

/**
 * Rollup plugin: what `details/index.ts` asks of preact, and no more of it. The build fails with another release of preact, so an
 * upgrade is looked at anew.
 * @returns {import('rollup').Plugin}
 */
export function preactForPlainFunctions() {
  return {
    name: 'preact-for-plain-functions',
    load(id) {
      const [, folder = '', path = ''] = /^(.*[\\/]node_modules[\\/]preact)[\\/](.*)$/.exec(id) ?? [];
      const module = path.replaceAll('\\', '/');
      if (module === 'dist/preact.mjs') {
        expectRelease(folder, version, where);
        return `export { render } from '../src/render.js'; export { createElement as h } from '../src/create-element.js';`;
      }
      const own = cuts[module.replace('src/', '')];
      if (!own) return null;
      const left = cut(readFileSync(id, 'utf8').replace(handed, ''), own, where);
      return left.replace(/\b_\w+/g, (name) => names[name] ?? name);
    },
  };
}
