/** What a browser's own style sheet says; stands before all others. */
export const baseCss = `
.t{box-sizing:border-box}
.t-span,.t-b,.t-bdi,.t-time,.t-label{display:inline}
.t-b{font-weight:600}
.t-button,.t-a{text-align:center}
.i{background:currentColor;-webkit-mask-repeat:no-repeat;-webkit-mask-position:center;-webkit-mask-size:100% 100%}
`;

/**
 * What the shared style sheets leave to the surface, in their own dialect: the page instead of the sheet, the row on an order page,
 * and what a mini-program has no selectors for. The build translates all of it.
 */
export const pageCss = `
.page{background:var(--yj-surface)}
.loading{padding:48px 20px;text-align:center}
.page .panel{height:100%;display:flex;flex-direction:column;overflow:hidden}
.scroll{flex:1;height:0;min-height:0}
.body{overflow:visible;min-height:100%}
.order{padding-inline-end:20px}
.press{transform:scale(.97)}
.is-disabled{opacity:.4}
.cover{position:absolute;inset:0}
.ph{position:relative}
.preview,.ph .t-img{position:absolute;inset:0;width:100%;height:100%}
.text .field{height:104px;padding-bottom:32px}
.field .taro-textarea,.field .weui-input{background:none}
`;

/** The question on an order page; stands alone, in the package that every customer loads. */
export const buttonCss = `
.ask{all:initial;display:flex;flex-direction:column;gap:14px;box-sizing:border-box;padding:16px;border-radius:var(--yj-l);background:var(--yj-card);font:16px/24px var(--yj-font);color:var(--yj-text)}
.ask-row{display:flex;align-items:center;gap:12px}
.ask-b{font-size:17px;font-weight:600}
.ask-small{font-size:13px;line-height:20px;color:var(--yj-muted)}
.ask-thumb{flex:1;display:flex;align-items:center;justify-content:center;gap:8px;min-height:52px;border-radius:var(--yj-r);background:var(--yj-fill);font-weight:600}
.ask-grow{flex:1;min-width:0}
.ask-said{flex:none;width:42px;min-height:42px;border-radius:50%;background:var(--yj-ink);color:var(--yj-on-ink)}
.ask-good{background:var(--yj-accent);color:var(--yj-on-accent)}
.ask-undo{display:flex;align-items:center;min-height:44px;padding:0 7px;font-size:14px;color:var(--yj-muted)}
.ask-more{display:flex;align-items:center;justify-content:center;min-height:48px;border-radius:var(--yj-r);background:var(--yj-accent-tint);color:var(--yj-accent-ink);font-weight:600}
.ask-press{transform:scale(.97)}
.ask .i{display:block;flex:none;width:24px;height:24px;background:currentColor;-webkit-mask-repeat:no-repeat;-webkit-mask-position:center;-webkit-mask-size:100% 100%}
.ask .down{transform:rotate(180deg)}
`;
