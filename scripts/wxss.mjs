import { build, transform } from 'esbuild';

/**
 * The widget's style sheets as a mini-program can read them: every name prefixed, because no shadow root stands around them;
 * elements and ARIA states as the classes that `miniprogram/src/draw/jsx.ts` gives; `px` as `PX`, which Taro leaves alone;
 * drawings as masks. What has no counterpart is dropped by name, and what is not known stops the build.
 */
export async function pageStyle() {
  const [sheet, details, followUp, own] = await textsOf([
    'widget/src/theme/sheet-css.ts',
    'widget/src/theme/details-css.ts',
    'widget/src/theme/follow-up-css.ts',
    'miniprogram/src/page-css.ts',
  ]);
  const sheets = [own?.baseCss, sheet?.sheetCss, details?.detailsCss, followUp?.followUpCss, own?.pageCss];
  const drawings = await textsOf(['widget/src/icons/sheet.ts', 'widget/src/icons/details.ts', 'widget/src/icons/follow-up.ts']);
  const css = [
    ...sheets.map((text) => translated(String(text))),
    ...masksOf(drawings.flatMap((icons) => Object.values(icons).flatMap((names) => Object.entries(names)))),
  ].join('\n');
  return finished(css);
}

/** The same of the button alone, with its one drawing. */
export async function buttonStyle() {
  const [own, icons] = await textsOf(['miniprogram/src/page-css.ts', 'widget/src/icons/trigger.ts']);
  return finished(`${translated(String(own?.buttonCss))}\n${masksOf(['up', 'down'].map((name) => [name, String(icons?.up)])).join('\n')}`);
}

/** @param {string} css */
async function finished(css) {
  const { code } = await transform(css, { loader: 'css', minify: true, target: ['chrome70', 'safari12'] });
  return code.replace(/(?<=[\d.])px\b/g, 'PX');
}

/** A module of drawings whose paths are their names, which `jsx.ts` makes classes of. @param {string} file */
export async function namesForPaths(file) {
  const [module = {}] = await textsOf([file]);
  const named = Object.entries(module).map(([what, icons]) => [
    what,
    Object.fromEntries(Object.entries(icons).map(([name, path]) => [name, path.startsWith('~') ? `~${name}` : name])),
  ]);
  return named.map(([what, icons]) => `export const ${what} = ${JSON.stringify(icons)};`).join('\n');
}

/** Elements that the screens use. */
const elements = /(?<![\w.#:-])(a|button|h2|h3|p|ol|ul|li|dl|dt|dd|input|textarea|output|b|span|label|time|img|div)(?![\w-])/g;
const statesByAttribute = new Map([
  ['[aria-pressed=true]', '.is-pressed'],
  ['[aria-checked=true]', '.is-checked'],
  ['[aria-selected=true]', '.is-selected'],
  ['[aria-invalid=true]', '.is-invalid'],
  ['[data-wanted]', '.is-wanted'],
  [':disabled', '.is-disabled'],
  [':active', '.press'],
]);
/** A browser's own: keyboard, mouse, movement between screens, backdrop, canvas, the sheet's frame, the other direction, and all elements at once. */
const browsers =
  /\[style|::backdrop|::placeholder|:placeholder-shown|:focus|:hover|\[dir=rtl\]|\[tabindex|\.scrim|\.stuck|\.disc|^\.panel$|^\.tall$|\.card|\.grab|\.vh\b|canvas|\bsvg\b|\.rest|^\.y :where/;
const browsersOwn = /^@media \((hover|forced-colors|prefers-reduced-motion|max-)|^@keyframes (up|next)/;
/** Drawings are masks here, no mouse points at anything or scrolls, and the host has its own ways with touches and lines. */
const drawingsOwn =
  /(?<=^|;)(fill|stroke[\w-]*|cursor|scrollbar-width|touch-action|overscroll-behavior|-webkit-t[\w-]*|hyphens|z-index):[^;]*(;|$)/g;

/** @param {string} css one rule a line @returns {string} */
function translated(css) {
  const rules = css
    .replace(/\/\*[^]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim());
  return rules
    .map((rule) => {
      if (browsersOwn.test(rule)) return '';
      if (rule.startsWith('@keyframes')) return rule.replace(/^@keyframes (\w+)/, '@keyframes yj-$1');
      const [, selectors = '', body = ''] = /^([^{]*)\{(.*)\}$/.exec(rule) ?? [];
      if (!selectors || /[{}]/.test(body)) throw new Error(`not one rule a line: ${rule}`);
      const kept = splitAt(selectors)
        .filter((selector) => !browsers.test(selector))
        .map(prefixed);
      const written = physical(body.replace(drawingsOwn, ''));
      return kept.length > 0 && written ? `${kept.join(',')}{${written}}` : '';
    })
    .join('\n');
}

/** At commas outside of brackets. @param {string} selectors */
const splitAt = (selectors) => selectors.split(/,(?![^(]*\))/);

/** @param {string} selector */
function prefixed(selector) {
  let text = selector.trim().replace(/:where\(([^)]*)\)/g, '$1');
  for (const [attribute, name] of statesByAttribute) text = text.replaceAll(attribute, name);
  text = text
    .replace(/^:lang\(zh\) /, '.zh ')
    .replace(/:lang\(zh\)/, '.zh')
    .replace(elements, '.t-$1')
    .replace(/\*/g, '.t');
  if (/\[|:(?!not|first-child|last-child|nth-child|empty|before|after)/.test(text.replace(/::/g, ':')))
    throw new Error(`a selector that no mini-program knows: ${selector}`);
  // What is left without a dot is an element that `elements` does not name.
  if (/(^|[\s>+~(])[a-z]/.test(text)) throw new Error(`an element that no screen uses: ${selector}`);
  // Classes of Taro's own elements in the H5 build stay theirs.
  return text.replace(/\.(?=[a-z])(?!taro-|weui-)/g, '.yj-');
}

/** Left and right by name: old clients know no others, and the mini-program's languages all run that way. @param {string} body */
function physical(body) {
  const sides = /** @param {string} value */ (value) => {
    const [start = '', end = start] = value.match(/(?:[^\s(]|\([^]*?\)+)+/g) ?? [];
    return [start, end];
  };
  return body
    .replace(/animation:[^;]*/g, (moves) => moves.replace(/\b(fade|spin|shrink)\b/g, 'yj-$1'))
    .replace(
      /\b(padding|margin|border|inset)-inline-(start|end)(?=[-:])/g,
      (_, what, side) => `${what === 'inset' ? '' : `${what}-`}${side === 'start' ? 'left' : 'right'}`,
    )
    .replace(/\b(padding|margin|inset)-(inline|block):([^;]*)/g, (_, what, axis, value) => {
      const [start, end] = sides(value);
      const [first, second] = axis === 'inline' ? ['left', 'right'] : ['top', 'bottom'];
      const name = what === 'inset' ? '' : `${what}-`;
      return `${name}${first}:${start};${name}${second}:${end}`;
    })
    .replace(/\binset:0/g, 'top:0;right:0;bottom:0;left:0')
    .replace(/text-align:start/g, 'text-align:left')
    .replace(/text-align:end/g, 'text-align:right');
}

/** One rule a drawing, however many names it has. @param {[string, string][]} icons @returns {string[]} */
function masksOf(icons) {
  const names = new Map();
  for (const [name, path] of icons) {
    const lines = path.replace(/^~/, '');
    names.set(lines, [...(names.get(lines) ?? []), `.yj-d-${name}`]);
  }
  return [...names].map(([lines, classes]) => {
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='red' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'><path d='${lines}'/></svg>`;
    return `${classes.join(',')}{-webkit-mask-image:url("data:image/svg+xml,${svg.replace(/[<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}")}`;
  });
}

/** What modules of texts export. @param {string[]} files @returns {Promise<Record<string, any>[]>} */
async function textsOf(files) {
  return Promise.all(
    files.map(async (file) => {
      const { outputFiles } = await build({ entryPoints: [file], bundle: true, write: false, format: 'esm', logLevel: 'silent' });
      return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`);
    }),
  );
}
