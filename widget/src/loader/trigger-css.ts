/**
 * The trigger before any chunk is there. All of it stands inside of the shadow root, so no rule of the page reaches it;
 * the box resets what would be inherited. The grey is half-transparent, so it suits any ground.
 * Rules and declarations stand in the order that compresses best.
 */
export const css = `
output { white-space: pre; flex: 100% }
.none { display: none }
button { all: unset; display: flex; flex: 1; padding: 14px 9px; place-content: center; gap: 8px; border-radius: var(--yijian-radius,14px); background: #8881 }
button, :first-line { font-weight: 600; font-size: 17px }
div { all: initial; display: flex; flex-wrap: wrap; gap: 14px; padding: 16px; border-radius: var(--yijian-radius,14px);
  color: var(--yijian-text,CanvasText); background: var(--yijian-surface,Canvas); font: 13px/1.5 var(--yijian-font,sans-serif); color-scheme: inherit }
.floating { bottom: 16px; position: fixed; --yijian-radius:99px; right: 16px; box-shadow: 0 9px 32px #0003; z-index: 9999999; padding: 0; margin-bottom: var(--yijian-inset) }
:focus, [aria-pressed=true] { outline: 2px solid }
svg { width: 24px; fill: none; height: 24px; stroke: currentcolor; stroke-width: 1.75 }
.dark { color-scheme: dark }
[value="-1"] svg { transform: scale(-1) }
`;
