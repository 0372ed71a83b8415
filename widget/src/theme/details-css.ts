/** Look of the screens up to submitting, and what the first does not need to be painted; one rule a line, ready to ship. */
export const detailsCss = `
[style*="yj-d:"] .body{animation:next .24s cubic-bezier(.22,.9,.3,1)}
.title{text-wrap:balance}
.title+.small{margin-top:4px}
.mid{flex:1;justify-content:center;display:flex}
.mid>button{min-height:44px;display:flex;align-items:center}
.pill{display:flex;align-items:center;gap:6px;min-height:28px;padding:4px 11px 4px 8px;padding-inline:8px 11px;border-radius:var(--yj-o);background:var(--yj-fill);color:var(--yj-muted);font:600 12px/16px var(--yj-font)}
.stuck{z-index:1;box-shadow:0 1px var(--yj-line)}
.row{display:flex;align-items:center;gap:12px;text-align:start}
.between{display:flex;align-items:center;justify-content:space-between;gap:12px}
.pill.acc{background:var(--yj-accent-tint);color:var(--yj-accent-ink)}
.pill.warn{background:var(--yj-warn-tint);color:var(--yj-warn-ink)}
.pill.bad{background:var(--yj-danger-tint);color:var(--yj-danger-ink)}
.warn>.i{color:inherit}
.tag{padding:3px 8px;flex:none;min-height:22px}
.note.warn>.i{color:var(--yj-warn-ink)}
.note.bad{background:var(--yj-danger-tint)}
.err,.note.bad>.i{color:var(--yj-danger-ink)}
.err{display:flex;gap:4px}
.h{display:block;font-size:17px;line-height:24px;font-weight:600}
.label{display:flex;align-items:center;justify-content:space-between;font:600 13px/18px var(--yj-font);color:var(--yj-muted)}
.main{background:var(--yj-accent);color:var(--yj-on-accent)}
.act{display:flex;align-items:center;gap:6px;min-height:44px;min-width:44px;justify-content:flex-end;font:600 14px/20px var(--yj-font);color:var(--yj-accent-ink)}
.act.centre{margin:-8px auto;color:var(--yj-text);justify-content:center;padding-inline:12px}
.between>.act{margin-block:-10px}
.seg{display:grid;grid-auto-flow:column;flex:none;grid-auto-columns:minmax(0,1fr);padding:3px;border-radius:var(--yj-r);background:var(--yj-fill)}
.seg>*{min-height:44px;padding-inline:6px;border-radius:max(0px,calc(var(--yj-r) - 3px));color:var(--yj-muted);display:grid;place-items:center;font:600 14px/17px var(--yj-font)}
.seg>[aria-selected=true]{background:var(--yj-raised);color:var(--yj-text);box-shadow:var(--yj-xs)}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(96px,1fr));gap:8px}
.tile{position:relative;min-height:82px;padding:12px 6px 10px;border-radius:var(--yj-r);background:var(--yj-fill);display:flex;flex-direction:column;align-items:center;gap:6px;font-size:13px;line-height:17px;transition:background-color .16s,transform .12s}
.tile>span{display:grid;place-items:center;max-width:100%;overflow-wrap:break-word;hyphens:auto;flex:1;text-wrap:balance}
.tile:active{transform:scale(.97)}
.tile[aria-pressed=true]{background:var(--yj-accent-tint);box-shadow:inset 0 0 0 1.5px var(--yj-accent-ink);font-weight:600}
.tile[aria-pressed=true]>.i{color:var(--yj-accent-ink)}
.red>.i{color:var(--yj-danger-ink)}
.red[aria-pressed=true]{background:var(--yj-danger-tint);box-shadow:inset 0 0 0 1.5px var(--yj-danger-ink)}
.red[aria-pressed=true]>.i{color:var(--yj-danger-ink)}
.tick{position:absolute;top:6px;inset-inline-end:6px;padding:3px;border-radius:50%;background:var(--yj-accent-ink);color:var(--yj-surface)}
.tick>.i{width:12px;height:12px;stroke-width:3}
.red>.tick{background:var(--yj-danger-ink)}
.chosen{display:flex;gap:6px;flex-wrap:wrap}
.chosen:not(:empty){margin-top:10px}
.chosen>*{min-height:26px;padding-block:3px}
.pills{display:flex;flex-wrap:wrap;gap:8px}
.choice{position:relative;min-height:44px;display:flex;padding:8px 16px;border-radius:var(--yj-o);background:var(--yj-fill);align-items:center;gap:6px;font-size:14px;line-height:20px;cursor:pointer}
.on .choice,.note .choice{background:var(--yj-raised)}
.y .choice[aria-checked=true]{background:var(--yj-accent-tint);color:var(--yj-accent-ink);box-shadow:inset 0 0 0 1.5px var(--yj-accent-ink);font-weight:600}
.choice:focus-within{outline:2px solid var(--yj-accent-ink);outline-offset:2px}
.items{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;margin-inline:-8px}
.item{padding:8px}
.on{border-radius:var(--yj-l);background:var(--yj-fill);padding:12px;margin-inline:8px}
.item .ph{width:56px;height:56px;box-shadow:none}
.item b{display:block;font-weight:400}
.on b{font-weight:600}
.row .small{display:block}
.box{width:22px;margin-inline:11px 7px;height:22px;border-radius:50%;flex:none;box-shadow:inset 0 0 0 1.5px var(--yj-line-strong);display:grid;place-items:center}
.on .box{background:var(--yj-accent);color:var(--yj-on-accent);box-shadow:0 0 0 1.5px var(--yj-accent-ring)}
.step{margin-inline-end:-6px;flex:none;display:flex;align-items:center}
.step output{min-width:22px;text-align:center;font:600 17px/24px var(--yj-font)}
.step button{width:44px;height:44px;display:grid;place-items:center;border-radius:50%}
.step span{display:grid;width:32px;height:32px;border-radius:50%;background:var(--yj-raised);place-items:center;box-shadow:var(--yj-xs)}
.step :disabled{opacity:.4;cursor:default}
.more{display:grid;padding-top:10px;gap:8px;margin-top:12px;border-top:1px solid var(--yj-line)}
.shots{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:8px}
.shot{position:relative;width:100%;aspect-ratio:1;justify-content:center;border-radius:var(--yj-r);background:var(--yj-fill);color:var(--yj-muted);align-items:center;gap:6px;display:flex;flex-direction:column;overflow:hidden;padding:8px;font-size:13px;line-height:17px}
.guide{color:var(--yj-text);box-shadow:inset 0 0 0 1.5px var(--yj-line);background:none}
.guide[data-wanted]{box-shadow:inset 0 0 0 1.5px var(--yj-danger-ink)}
.guide>.i{width:40px;height:40px;stroke-width:1.3}
.shade,.shot canvas{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.shade{background:rgb(10 14 12/.58)}
.ring{position:relative;color:#fff;width:56px;height:56px;display:grid;place-items:center;font:600 14px/18px var(--yj-font)}
.ring svg{position:absolute;inset:0;transform:rotate(-90deg);fill:none;stroke:currentColor;stroke-width:3;stroke-linecap:round}
.rest{opacity:.32}
.slots{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px 12px}
.slots .shot{aspect-ratio:1/.79;border-radius:var(--yj-l);margin-bottom:8px}
.slots .guide>span{display:none}
.name{display:flex;justify-content:space-between;font-size:14px;line-height:20px}
.ok{padding:2px;border-radius:50%;background:var(--yj-accent-tint);color:var(--yj-accent-ink)}
.hint{display:flex;gap:6px}
.drop{position:absolute;top:0;inset-inline-end:0;width:44px;height:44px;display:grid;place-items:center}
.drop span{padding:6px;border-radius:50%;background:rgb(10 14 12/.62);color:#fff}
.again{font:600 14px/20px var(--yj-font);position:relative;min-height:44px;padding-inline:12px 16px;border-radius:var(--yj-o);background:#fff;color:#16191a;display:flex;align-items:center;gap:6px}
.field{width:100%;min-height:52px;padding:13px 14px;border-radius:var(--yj-r);background:var(--yj-fill);font-size:16px;line-height:24px;cursor:text;overflow-wrap:break-word}
.on .field{background:var(--yj-surface)}
.y .field:focus{outline:0;background:var(--yj-surface);box-shadow:inset 0 0 0 1.5px var(--yj-accent-ink)}
.y .field[aria-invalid=true]{box-shadow:inset 0 0 0 1.5px var(--yj-danger-ink)}
.field::placeholder{color:var(--yj-muted);opacity:1}
.text{position:relative}
textarea.field{display:block;overflow:auto;height:52px;white-space:pre-wrap}
textarea.field:focus,textarea.field:not(:placeholder-shown){height:104px;padding-bottom:32px}
.count{position:absolute;bottom:8px;font-size:12px;line-height:16px;color:var(--yj-muted);inset-inline-end:14px}
.count.warn{color:var(--yj-warn-ink)}
:lang(zh) .tile,:lang(zh) .shot{font-size:14px;line-height:20px}
@media (max-width:259px){.head{flex-wrap:wrap;justify-content:space-between}.mid{order:1;flex:100%}.seg{grid-auto-flow:row}.between,.label,.bar{flex-wrap:wrap}.between>.grow{flex:auto}.shots{grid-template-columns:1fr 1fr}.item .ph{width:28px}.item b{overflow-wrap:anywhere}}
@media (max-width:339px){.steps li:nth-child(2),.steps li:nth-child(3){font-size:0}}
@media (hover:hover){.tile:hover,.choice:hover,.btn:hover,.ib:hover .disc,.seg>:hover{background:var(--yj-fill-2)}.main:hover{background:var(--yj-accent-press)}.thumb:hover{box-shadow:inset 0 0 0 1.5px var(--yj-line-strong)}}
@media (forced-colors:active){.tile,.btn,.thumb,.choice,.field,.panel,.shot,.seg>*{border:1px solid}.y [aria-pressed=true],.y [aria-checked=true],.y [aria-selected=true]{border:3px solid Highlight}}
@keyframes next{from{opacity:0;transform:translateX(var(--yj-d))}}
`;
