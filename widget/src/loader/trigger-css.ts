/**
 * The trigger before any chunk is there. All of it stands inside of the shadow root, so no rule of the page reaches it;
 * the box resets what would be inherited. The grey is half-transparent, so it suits any ground.
 * Rules and declarations stand in the order that compresses best.
 */
export const css = `
output { flex: 100%; white-space: pre }
button { all: unset; flex: 1; display: flex; justify-content: center; gap: 8px; padding: 14px; border-radius: var(--yijian-radius,14px); background: #80808012 }
:first-line, button { font-size: 17px; font-weight: 600 }
div { all: initial; display: flex; color: var(--yijian-text,CanvasText); gap: 14px; padding: 16px; border-radius: var(--yijian-radius,14px);
  background: var(--yijian-surface,Canvas); flex-wrap: wrap; font: 13px/1.5 var(--yijian-font,sans-serif) }
.floating { bottom: 16px; padding: 0; right: 16px; margin-bottom: var(--yijian-inset); position: fixed; z-index: 2147483000; --yijian-radius:99px; box-shadow: 0 9px 32px #0003 }
.none { display: none }
svg { width: 24px; stroke-width: 1.75; height: 24px; stroke: currentcolor; fill: none }
[value="-1"] svg { transform: rotate(180deg) }
:focus, [aria-pressed=true] { outline: 2px solid }
.dark { color-scheme: dark }
`;
