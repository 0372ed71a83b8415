/**
 * The trigger before any chunk is there. All of it stands inside of the shadow root, so no rule of the page reaches it;
 * the box resets what would be inherited. The grey is half-transparent, so it suits any ground.
 * Rules and declarations stand in the order that compresses best.
 */
export const css = `
output { white-space: pre; flex: 100% }
button { all: unset; display: flex; flex: 1; place-content: center; gap: 8px; padding: 14px 9px; border-radius: var(--yijian-radius,14px); background: #8881 }
:first-line, button { font-size: 17px; font-weight: 600 }
div { all: initial; display: flex; flex-wrap: wrap; gap: 14px; padding: 16px; border-radius: var(--yijian-radius,14px);
  color: var(--yijian-text,CanvasText); background: var(--yijian-surface,Canvas); font: 13px/1.5 var(--yijian-font,sans-serif); color-scheme: inherit }
.floating { position: fixed; z-index: 9999999; right: 16px; margin-bottom: var(--yijian-inset); --yijian-radius:99px; bottom: 16px; box-shadow: 0 9px 32px #0003; padding: 0 }
.none { display: none }
.dark { color-scheme: dark }
:focus, [aria-pressed=true] { outline: 2px solid }
svg { width: 24px; height: 24px; stroke-width: 1.75; stroke: currentcolor; fill: none }
[value="-1"] svg { transform: scale(-1) }
`;
