/** The trigger in the merchant's palette, and its row after a tap; stands after the loader's own sheet. */
export const triggerCss = `
output { white-space: pre-line }
div { background: var(--yj-card); color: var(--yj-muted); font-family: var(--yj-font); border-radius: var(--yj-r); forced-color-adjust: auto }
:first-line, button { color: var(--yj-text) }
button { background: var(--yj-fill); border-radius: var(--yj-r); cursor: pointer; font-size: 16px; line-height: 24px; border: 1px solid #0000; margin: -1px; transition: background-color .16s }
svg { stroke-linecap: round }
:focus, [aria-pressed=true] { outline: none }
:focus-visible { outline: 2px solid var(--yj-accent-ink); outline-offset: 2px }
.floating { border-radius: 999px; background: var(--yj-raised); margin-bottom: var(--yj-inset); z-index: var(--yj-z); box-shadow: var(--yj-xs), 0 10px 32px rgb(12 18 15/.16) }
.floating button { border-radius: 999px; background: none; padding: 11px 17px 11px 13px }
.floating svg { color: var(--yj-accent-ink) }
.tapped { display: grid; grid-template-columns: auto minmax(0,1fr) auto; gap: 14px 12px; align-items: center }
.tapped > output { grid-column: 2 }
.tapped > [value="1"], .tapped > [value="-1"] { display: none }
.tapped > [aria-pressed=true] { display: flex; grid-area: 1/1; width: 42px; height: 42px; padding: 0; align-items: center; border-radius: 999px; font-size: 0; gap: 0; background: var(--yj-ink); color: var(--yj-on-ink) }
.tapped > [aria-pressed=true][value="1"] { background: var(--yj-accent); color: var(--yj-on-accent) }
.undo { grid-area: 1/3; background: none; color: var(--yj-muted); font-size: 14px; padding: 9px 7px; min-width: 28px }
.more { grid-column: 1/-1; background: var(--yj-accent-tint); color: var(--yj-accent-ink); padding: 11px }
@media (hover: hover) and (pointer: fine) { button:hover { background: var(--yj-fill-2) } .more:hover { background: var(--yj-accent-tint) } }
@media (prefers-reduced-motion: no-preference) { button:active { transform: scale(.97) } }
@media (forced-colors: active) { button { border-color: buttontext } }
`;
