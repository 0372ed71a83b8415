/**
 * Look of the frame and the first screen; one rule a line, ready to ship.
 * `.y` is reset inside the shadow root because outer `!important` rules beat `:host`.
 */
export const sheetCss = `
.y{all:initial;display:block;position:fixed;inset:0;width:100%;height:100%;overflow:hidden;z-index:var(--yj-z);font:15px/22px var(--yj-font);color:var(--yj-text);font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%;-webkit-tap-highlight-color:transparent}
.y::backdrop{background:none}
.y :where(a,button,h2,h3,p,ol,ul,li,dl,dt,dd,input,textarea,output){all:unset;display:block}
.y :where(a,button){cursor:pointer;touch-action:manipulation;text-align:center}
.y :focus-visible{outline:2px solid var(--yj-accent-ink);outline-offset:2px}
.y [tabindex="-1"]{outline:0}
.y b{font-weight:600}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.i{display:block;flex:none;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.i20{width:20px;height:20px;stroke-width:1.9}
.i16{width:16px;height:16px;stroke-width:2.2}
.down{transform:rotate(180deg)}
[dir=rtl] .flip,[dir=rtl] .steps::before{transform:scaleX(-1)}
.scrim{position:absolute;inset:0;background:var(--yj-scrim);animation:fade .32s}
.panel{position:absolute;bottom:0;width:100%;max-height:calc(100% - 56px);display:flex;flex-direction:column;overflow:hidden;background:var(--yj-surface);border-radius:var(--yj-xl) var(--yj-xl) 0 0;box-shadow:var(--yj-shadow);animation:up .32s cubic-bezier(.22,.9,.3,1)}
.tall{height:100%}
.card,.card .scrim{pointer-events:none;background:none}
.card .panel{pointer-events:auto;width:400px;border-radius:var(--yj-xl);animation-name:fade}
.card .grab{display:none}
.grab,.head{flex:none;touch-action:none}
.grab::after{content:"";display:block;width:36px;height:5px;border-radius:3px;background:var(--yj-fill-3);margin:8px auto 0}
.head,.rate,.foot,.bar,.btn,.links>*{display:flex;align-items:center;gap:8px}
.head{gap:4px;min-height:52px;padding-inline:8px}
.order{gap:8px;min-height:64px;padding-inline-start:20px}
.grow{flex:1;min-width:0}
.ib,.disc,.ph,.thumb{display:grid;place-items:center;flex:none;width:44px;height:44px;border-radius:50%}
.disc{width:32px;height:32px;background:var(--yj-fill);color:var(--yj-muted)}
.body{flex:1 1 auto;min-height:0;overflow:hidden auto;overscroll-behavior:contain;scrollbar-width:none;display:flex;flex-direction:column;padding:4px 20px 24px;gap:24px}
.title{font:600 24px/30px var(--yj-font);letter-spacing:-.015em}
.small{font-size:13px;line-height:18px;color:var(--yj-muted)}
.stack{display:flex;margin-inline-end:4px}
.stack>*+*{margin-inline-start:-22px}
.ph{border-radius:calc(var(--yj-r)*.72);background:var(--yj-fill-2);font-weight:600;overflow:hidden;box-shadow:0 0 0 2px var(--yj-surface)}
.ph img{grid-area:1/1;width:100%;height:100%;object-fit:cover}
.steps{display:grid;grid-template-columns:1fr 2fr 2fr 1fr;position:relative}
.steps::before{content:"";position:absolute;top:6px;width:100%;height:2px;background:linear-gradient(var(--yj-accent-ink) 0 0) 0/var(--yj-p) no-repeat var(--yj-fill-3);opacity:.4}
.steps li{position:relative;display:grid;justify-items:center;font-size:12px;line-height:17px;color:var(--yj-muted);white-space:nowrap}
.steps li::before{content:"";width:8px;height:8px;margin:3px 0 7px;border-radius:50%;background:var(--yj-accent-ink);box-shadow:0 0 0 5px var(--yj-surface)}
.steps .todo::before{background:var(--yj-fill-3)}
.steps li:first-child{justify-items:start}
.steps li:last-child{justify-items:end}
.steps b{color:var(--yj-text)}
.note{display:flex;gap:10px;padding:12px 14px;border-radius:var(--yj-r);background:var(--yj-fill);font-size:14px;line-height:20px}
.note.warn{background:var(--yj-warn-tint)}
.warn>.i{color:var(--yj-warn-ink)}
.sec{grid-template-columns:minmax(0,1fr);gap:10px;display:grid}
.rate{padding:12px;padding-inline-start:16px;border-radius:var(--yj-l);background:var(--yj-fill)}
.rate b{font-size:17px;line-height:24px}
.thumb{width:56px;height:56px;background:var(--yj-raised);box-shadow:var(--yj-xs);transition:transform .12s,background-color .18s}
.thumb .i{width:26px;height:26px}
.y *{box-sizing:border-box}
.thumb:active{transform:scale(.92)}
.thumb[aria-pressed=true]{background:var(--yj-text);color:var(--yj-surface)}
.good[aria-pressed=true]{background:var(--yj-accent);color:var(--yj-on-accent);box-shadow:0 0 0 2px var(--yj-accent-ring)}
.foot,.btn,.links>*{justify-content:center}
.bar{flex:none;padding:12px 20px calc(12px + var(--yj-inset));background:inherit;border-top:1px solid var(--yj-line)}
.low{padding-block:4px calc(8px + var(--yj-inset));border-color:transparent}
.low>*{min-height:48px}
.links{padding-inline:8px;border-color:var(--yj-line)}
.links>*{flex:1;font:600 14px/18px var(--yj-font)}
.links>*+*{box-shadow:-1px 0 var(--yj-line)}
.links .i{color:var(--yj-muted)}
.num{min-width:20px;padding-inline:6px;border-radius:10px;background:var(--yj-accent-tint);color:var(--yj-accent-ink);font-size:12px;line-height:20px}
.btn{flex:1;min-height:52px;padding:10px 14px;border-radius:var(--yj-r);background:var(--yj-fill);font:600 16px/22px var(--yj-font);transition:transform .12s,background-color .16s}
.body>.btn{flex:none}
.btn:active{transform:scale(.98)}
.soft{background:var(--yj-accent-tint);color:var(--yj-accent-ink)}
.quiet{background:none;flex:none}
.spin{width:20px;height:20px;border-radius:50%;border:2px solid;border-top-color:transparent;animation:spin .8s linear infinite,fade .4s step-end}
.y:lang(zh){line-height:24px;--yj-cjk:"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans CJK SC","Microsoft YaHei",}
:lang(zh) .title{line-height:32px;letter-spacing:0}
:lang(zh) .small{line-height:20px}
@media (max-height:500px){.panel{max-height:100%}}
@media (prefers-reduced-motion){.y *{animation:fade .12s!important;transition:none!important}.y .spin{animation:spin 1.6s linear infinite!important}}
@keyframes up{from{transform:translateY(100%)}}
@keyframes fade{from{opacity:0}}
@keyframes spin{to{transform:rotate(1turn)}}
`;
