const sheets = new Map<string, CSSStyleSheet>();

/** Gives a shadow root a style sheet; one sheet a text serves the whole page, however often a panel is opened. */
export function addStyles(into: ShadowRoot, css: string): void {
  let sheet = sheets.get(css);
  if (!sheet) {
    sheets.set(css, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(css);
  }
  if (!into.adoptedStyleSheets.includes(sheet)) into.adoptedStyleSheets = [...into.adoptedStyleSheets, sheet];
}
