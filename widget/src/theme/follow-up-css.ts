/** Look of results, list and case; one rule a line, ready to ship. */
export const followUpCss = `
.acc.big{background:var(--yj-accent-tint);color:var(--yj-accent-ink)}
.warn.big{background:var(--yj-warn-tint);color:var(--yj-warn-ink)}
.red.big{background:var(--yj-danger-tint);color:var(--yj-danger-ink)}
.dot>.i{width:12px;height:12px;stroke-width:3}
.paper{background:var(--yj-paper)}
.paper .disc,:where(.paper) .pill{background:var(--yj-fill-2)}
.paper>.bar{border-color:transparent}
.paper .btn:not(.main){background:var(--yj-card)}
.plain{color:var(--yj-muted);justify-content:flex-start}
.ink{color:var(--yj-accent-ink)}
.paper .seg{background:var(--yj-fill-2)}
.hero{display:grid;justify-items:center;text-align:center;gap:4px}
.hero p{max-width:30ch;color:var(--yj-muted);text-wrap:balance}
.big{width:44px;height:44px;border-radius:50%;background:var(--yj-fill);display:grid;place-items:center;flex:none}
.hero .big{width:52px;height:52px;margin-bottom:8px}
.hero .i{width:28px;height:28px;stroke-width:2}
.paper .hero .big{background:var(--yj-card)}
.y .hero .solid{background:var(--yj-accent);color:var(--yj-on-accent)}
.rail{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));text-align:center;font-size:12px;line-height:16px;color:var(--yj-muted)}
.rail li{position:relative;display:grid;justify-items:center;gap:6px}
.rail span{width:32px;height:32px;border-radius:50%;background:var(--yj-fill);display:grid;place-items:center}
.paper .rail span{background:var(--yj-fill-2)}
.rail .i{width:18px;height:18px;stroke-width:2}
.rail li+li::before{content:"";position:absolute;top:15px;inset-inline:calc(20px - 50%) calc(20px + 50%);height:2px;background:var(--yj-fill-3)}
.rail .past,.rail .now{color:var(--yj-text);font-weight:600}
.y .past>span{background:var(--yj-accent-tint);color:var(--yj-accent-ink)}
.y .rail .now>span{background:var(--yj-accent);color:var(--yj-on-accent);box-shadow:0 0 0 1.5px var(--yj-accent-ring)}
.past+.past::before,.past+.now::before{background:var(--yj-accent-ink)!important;opacity:.5}
.rail .wait{color:var(--yj-warn-ink);font-weight:600}
.y .wait>span{background:var(--yj-warn-tint)}
.well{border-radius:var(--yj-l);background:var(--yj-fill);padding:4px 16px}
.well li{display:flex;align-items:center;gap:12px;min-height:48px;padding-block:8px;line-height:20px}
.well li+li{border-top:1px solid var(--yj-line)}
.well .i{color:var(--yj-muted)}
.quote{padding-block:12px;white-space:pre-wrap;overflow-wrap:anywhere}
.two{display:flex;gap:10px}
.call{flex-direction:column;gap:0;line-height:20px}
.call .small{font-size:12px;line-height:16px;font-weight:400}
.slip{filter:drop-shadow(0 1px 2px rgb(16 24 20/.05)) drop-shadow(0 10px 28px rgb(16 24 20/.08))}
.torn{border-radius:var(--yj-l);background:var(--yj-card);-webkit-mask:radial-gradient(circle at 0 104px,#0000 8.5px,#000 9px) 0/51% no-repeat,radial-gradient(circle at 100% 104px,#0000 8.5px,#000 9px) 100%/51% no-repeat;mask:radial-gradient(circle at 0 104px,#0000 8.5px,#000 9px) 0/51% no-repeat,radial-gradient(circle at 100% 104px,#0000 8.5px,#000 9px) 100%/51% no-repeat}
.stub{height:104px;padding:18px 10px 14px 20px;padding-inline:20px 10px;position:relative}
.stub::after{content:"";position:absolute;inset-inline:18px;bottom:-1px;border-top:2px dotted var(--yj-fill-3)}
.stub b{font-size:26px;line-height:34px;letter-spacing:.02em}
.by{padding:18px 20px 16px;display:grid;gap:2px;border-bottom:1px solid var(--yj-line)}
.by b{font-size:20px;line-height:28px}
.y dl{padding:8px 20px;font-size:14px;line-height:20px}
.y dl>div{display:flex;justify-content:space-between;gap:16px;padding-block:7px}
.y dt{color:var(--yj-muted);flex:none}
.y dd{text-align:end}
.mine{border-radius:var(--yj-l);background:var(--yj-card);padding:14px}
.mine b{display:block;font-size:16px;line-height:22px}
.mine .row{width:100%;flex-wrap:wrap}
.mine .row>.grow{min-width:130px}
:where(.mine) .pill{background:var(--yj-fill)}
.mine .more{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;margin-bottom:-6px;padding-top:8px}
.tl li{position:relative;display:flex;gap:14px;padding-bottom:20px}
.tl li:not(:last-child)::before{content:"";position:absolute;inset-inline-start:9px;top:26px;bottom:2px;width:2px;background:var(--yj-fill-3)}
.dot{width:20px;height:20px;margin-top:2px;border-radius:50%;flex:none;display:grid;place-items:center;background:var(--yj-accent-tint);color:var(--yj-accent-ink)}
.now>.dot{background:var(--yj-accent);color:var(--yj-on-accent);box-shadow:0 0 0 1.5px var(--yj-accent-ring),0 0 0 6px var(--yj-accent-tint)}
.now>.dot::after{content:"";width:8px;height:8px;border-radius:50%;background:currentColor}
.toast{position:sticky;bottom:-8px;margin-top:auto;min-height:56px;flex:none;padding-inline:16px 12px;border-radius:var(--yj-r);background:var(--yj-toast);color:var(--yj-on-toast);display:flex;align-items:center;gap:10px;overflow:hidden;box-shadow:0 10px 32px rgb(12 18 15/.16)}
.toast .act{color:var(--yj-toast-do)}
.toast::after{content:"";position:absolute;bottom:0;inset-inline:0;height:3px;background:var(--yj-toast-do);transform-origin:0;animation:shrink 10s linear both}
[dir=rtl] .toast::after{transform-origin:100%}
.toast:hover::after,.toast:focus-within::after{animation-play-state:paused}
@media (max-width:259px){.rail li,.y dd{overflow-wrap:anywhere}}
@media (prefers-reduced-motion){.toast::after{display:none}}
@keyframes shrink{to{transform:scaleX(0)}}
@media (forced-colors:active){.mine,.torn{border:1px solid}}
`;
