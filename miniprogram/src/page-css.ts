/** What a browser's own style sheet says; stands before all others. */
export const baseCss = `
.t{box-sizing:border-box}
.t-span,.t-b,.t-bdi,.t-time,.t-label{display:inline}
.t-b{font-weight:600}
.i{background:currentColor;-webkit-mask-repeat:no-repeat;-webkit-mask-position:center;-webkit-mask-size:100% 100%}
`;

/**
 * What the shared style sheets leave to the surface, in their own dialect: the page instead of the sheet, the row on an order page,
 * and what a mini-program has no selectors for. The build translates all of it.
 */
export const pageCss = `
.page,.ask{z-index:auto}
.page{background:var(--yj-surface)}
.loading{padding:48px 20px;text-align:center}
.panel{top:0;max-height:none;border-radius:0;box-shadow:none;animation:none}
.scroll{flex:1;height:0;min-height:0}
.body{overflow:visible;min-height:100%}
.order{padding-inline-end:20px}
.press{transform:scale(.97)}
.is-disabled{opacity:.4}
.cover{position:absolute;inset:0}
.ph{position:relative}
.preview,.ph .t-img{position:absolute;inset:0;width:100%;height:100%}
.text .field{height:104px;padding-bottom:32px}
.ask{position:relative;width:auto;height:auto;display:flex;flex-direction:column;gap:12px;padding:16px;border-radius:var(--yj-l);background:var(--yj-card)}
.ask .btn{flex:none;min-height:48px}
.ask-thumb{flex:1;display:flex;align-items:center;justify-content:center;gap:8px;min-height:52px;border-radius:var(--yj-r);background:var(--yj-fill);font-weight:600;font-size:16px;line-height:24px}
.ask-thumb[aria-pressed=true]{flex:none;width:44px;min-height:44px;border-radius:50%;background:var(--yj-ink);color:var(--yj-on-ink)}
.good[aria-pressed=true]{background:var(--yj-accent);color:var(--yj-on-accent)}
`;
