/**
 * @typedef {object} Block a fenced code block
 * @property {string} language empty where none is named
 * @property {string} code
 * @property {number} line of its first fence, from 1
 */

/**
 * The fenced code blocks of a Markdown text, in order.
 * @param {string} markdown
 * @returns {Block[]}
 */
export function blocksOf(markdown) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {{ language: string, lines: string[], line: number, fence: string, indent: string } | null} */
  let open = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    const fence = /^(\s*)(`{3,}|~{3,})\s*(\S*)/.exec(text);
    if (open) {
      if (fence && fence[2] === open.fence && !fence[3]) {
        blocks.push({ language: open.language, code: open.lines.join('\n'), line: open.line });
        open = null;
      } else open.lines.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
    } else if (fence) open = { language: fence[3] ?? '', lines: [], line: index + 1, fence: fence[2] ?? '', indent: fence[1] ?? '' };
  }
  return open ? [...blocks, { language: open.language, code: open.lines.join('\n'), line: open.line }] : blocks;
}
