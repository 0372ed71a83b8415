/** Where preact 11 knows `dangerouslySetInnerHTML`, in its published build: twice a prop name, once the write itself. */
const sites = [
  { pattern: /"dangerouslySetInnerHTML"==\w+\?\w+=\w+:/g, times: 2, text: '' },
  {
    pattern:
      /\w+\?\(\w+\|\|\w+&&\(\w+\.__html==\w+\.__html\|\|\w+\.__html==\w+\.innerHTML\)\|\|\(\w+\.innerHTML=\w+\.__html\),\w+\.__k=\[\]\):\(/g,
    times: 1,
    text: '(',
  },
];

/**
 * Rollup plugin: cuts `dangerouslySetInnerHTML` out of preact, so that no HTML sink is in what ships.
 * The build fails when preact no longer looks as expected, so an upgrade can't bring the sink back unseen.
 * @returns {import('rollup').Plugin}
 */
export function preactWithoutHtml() {
  return {
    name: 'preact-without-html',
    transform(code, id) {
      if (!/[\\/]node_modules[\\/]preact[\\/]dist[\\/]preact\.mjs$/.test(id)) return null;
      let cut = code;
      for (const { pattern, times, text } of sites) {
        const found = cut.match(pattern)?.length ?? 0;
        if (found !== times)
          this.error(`preact: expected ${times} place(s) like ${pattern}, found ${found}; adapt scripts/preact-without-html.mjs`);
        cut = cut.replace(pattern, text);
      }
      if (/innerHTML/i.test(cut)) this.error('preact: an innerHTML is left after the cut; adapt scripts/preact-without-html.mjs');
      return { code: cut, map: null };
    },
  };
}
