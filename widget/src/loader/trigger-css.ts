/**
 * The trigger before any chunk is there. All of it stands inside of the shadow root, so no rule of the page reaches it;
 * the box resets what would be inherited. The grey is half-transparent, so it suits any ground.
 * Rules and declarations stand in the order that compresses best.
 */
export const css = `
output { white-space: pre; flex: 100% }
button { all: unset; display: flex; flex: 1; place-content: center; gap: 8px; padding: 14px; border-radius: var(--yijian-radius,14px); background: #8881 }
:first-line, button { font-size: 17px; font-weight: 600 }
div { all: initial; display: flex; flex-wrap: wrap; gap: 14px; padding: 16px; border-radius: var(--yijian-radius,14px);
  color-scheme: inherit; background: var(--yijian-surface,Canvas); color: var(--yijian-text,CanvasText); font: 13px/1.5 var(--yijian-font,sans-serif) }
.floating { margin-bottom: var(--yijian-inset); z-index: 999999999; right: 16px; position: fixed; padding: 0; bottom: 16px; --yijian-radius:99px; box-shadow: 0 9px 32px #0003 }
.none { display: none }
:focus, [aria-pressed=true] { outline: 2px solid }
.dark { color-scheme: dark }
.light { color-scheme: light }
svg { width: 24px; stroke-width: 1.75; height: 24px; fill: none; stroke: currentcolor }
[value="-1"] svg { transform: scale(-1) }
`;
