/** The look of /admin: system type, one column, light and dark. */
export const adminStyle = `
:root { color-scheme: light dark; --ground: #f3f4f3; --card: #fff; --text: #16191a; --muted: #5b6361; --line: #e3e5e4; --fill: #f3f4f3;
  --accent: #0b7a4b; --red: #bb2a1d; --red-tint: #f9eceb; --amber: #7c4f00; --amber-tint: #fdf2de; }
@media (prefers-color-scheme: dark) { :root { --ground: #0d0f0e; --card: #191b1a; --text: #eef1ef; --muted: #a5ada9; --line: #2f3331; --fill: #272a29;
  --accent: #47a573; --red: #f6614f; --red-tint: #3f2420; --amber: #efc069; --amber-tint: #3b331e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: anywhere;
  font: 15px/22px -apple-system, "SF Pro Text", "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
a { color: var(--accent); }
.top, main { max-width: 880px; margin: 0 auto; padding: 0 16px; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 24px; padding-top: 28px; padding-bottom: 16px; }
.top nav { display: flex; gap: 20px; margin-inline-start: auto; }
h1 { margin: 0; font-size: 26px; line-height: 36px; font-weight: 600; }
main { display: grid; gap: 12px; padding-bottom: 48px; }
.empty { color: var(--muted); }
.more { text-align: center; }
.card { min-width: 0; background: var(--card); border-radius: 18px; padding: 16px 20px; display: grid; gap: 12px; }
.card.is-red { box-shadow: inset 4px 0 0 var(--red); }
.card > header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; }
.card time { margin-inline-start: auto; color: var(--muted); font-size: 13px; font-variant-numeric: tabular-nums; }
h2 { margin: 0; font-size: 17px; line-height: 24px; font-weight: 600; font-variant-numeric: tabular-nums; }
.mood { color: var(--muted); }
.tag { padding: 1px 10px; border-radius: 11px; background: var(--fill); color: var(--muted); font-size: 13px; line-height: 20px; }
.tag.red { background: var(--red-tint); color: var(--red); font-weight: 600; }
.tag.amber { background: var(--amber-tint); color: var(--amber); }
ul { list-style: none; margin: 0; padding: 0; }
.reasons { display: grid; gap: 4px; }
.reasons li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; }
.reason { font-weight: 600; }
.reasons .red .reason { color: var(--red); }
.reasons .lines { flex-basis: 100%; color: var(--muted); }
code { font: 13px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--muted); }
blockquote { margin: 0; padding: 10px 14px; border-radius: 12px; background: var(--fill); white-space: pre-wrap; }
.wish { margin: 0; } .wish span { color: var(--muted); margin-inline-end: 6px; }
.photos { display: flex; flex-wrap: wrap; gap: 10px; }
.photos li { display: grid; gap: 2px; justify-items: center; }
.photos img, .photos video, .photos .gap { width: 112px; height: 112px; border-radius: 12px; object-fit: cover; background: var(--fill); display: block; }
.photos .gap { display: grid; place-content: center; text-align: center; padding: 8px; font-size: 13px; line-height: 18px; color: var(--muted); border: 1px dashed var(--line); }
.photos .gap.missing { color: var(--amber); background: var(--amber-tint); }
small { font-size: 12px; line-height: 16px; color: var(--muted); }
dl { margin: 0; padding-top: 12px; border-top: 1px solid var(--line); display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 4px 20px; font-size: 13px; line-height: 20px; }
dl div { display: flex; gap: 10px; } dl .wide { grid-column: 1 / -1; } dt { flex: none; color: var(--muted); } dd { margin: 0; font-variant-numeric: tabular-nums; }
`;
