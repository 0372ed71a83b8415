const sheets = new Map<string, CSSStyleSheet>();

/** One sheet a text, for the whole page, however often a panel is opened. */
export function sheetOf(css: string): CSSStyleSheet {
  let sheet = sheets.get(css);
  if (!sheet) {
    sheets.set(css, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(css);
  }
  return sheet;
}

export function addStyles(into: ShadowRoot, css: string): void {
  const sheet = sheetOf(css);
  if (!into.adoptedStyleSheets.includes(sheet)) into.adoptedStyleSheets = [...into.adoptedStyleSheets, sheet];
}
