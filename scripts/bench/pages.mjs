/** The host page: the same for everybody, as small as a page of a shop can be. @param {string} head @param {string} slot */
const host = (head, slot) => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>订单</title>
<style>body{font:16px sans-serif;margin:16px}button{padding:12px 20px;font:inherit}</style>${head}</head>
<body><h1>订单 B-1</h1><button id="own" data-yijian-order="B-1">意见</button><div id="slot">${slot}</div>
${'<p>红颜草莓，可生食鸡蛋，小台农芒果，冰鲜三文鱼，牛油火锅底料。</p>'.repeat(30)}</body></html>`;

/**
 * The panel that somebody would write by hand for this page alone: one script at load, the panel itself on the first sign of intent,
 * no framework, no languages, no themes. What it takes is the floor for everything that is drawn by a script.
 */
const minimalLoader = `
let panel;
const preload = () => (panel ??= new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = '/minimal-panel.js';
  script.onload = () => resolve(window.openPanel);
  script.onerror = reject;
  document.head.append(script);
}));
const save = (value) => new Promise((resolve, reject) => {
  const open = indexedDB.open('minimal', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('kv');
  open.onerror = reject;
  open.onsuccess = () => {
    const transaction = open.result.transaction('kv', 'readwrite', { durability: 'strict' });
    transaction.objectStore('kv').put({ value, at: Date.now() }, crypto.randomUUID());
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  };
});
for (const type of ['pointerover', 'focusin', 'click'])
  addEventListener(type, async (event) => {
    const button = event.target.closest?.('button');
    if (!button) return;
    if (button.id === 'own') {
      const open = await preload();
      if (type === 'click') open();
    } else if (type === 'click' && button.value) {
      button.setAttribute('aria-pressed', 'true');
      await save(+button.value);
      button.dispatchEvent(new CustomEvent('minimal-saved', { bubbles: true }));
    }
  });
customElements.define('minimal-feedback', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = '<style>div{display:grid;grid-template-columns:1fr 1fr;gap:12px}</style><div><b>这单怎么样？</b><i></i></div>';
    for (const [value, word] of [[1, '都挺好'], [-1, '有问题']]) {
      const button = Object.assign(document.createElement('button'), { value, textContent: word });
      button.onclick = async () => {
        button.setAttribute('aria-pressed', 'true');
        await save(value);
        this.dispatchEvent(new CustomEvent('minimal-saved', { bubbles: true }));
      };
      root.querySelector('div').append(button);
    }
  }
});`;

const minimalPanel = `
window.openPanel = () => {
  const dialog = document.createElement('dialog');
  dialog.style.cssText = 'position:fixed;inset:auto 0 0;width:100%;max-width:none;margin:0;border:0;padding:16px;box-sizing:border-box;border-radius:16px 16px 0 0';
  const row = (name) => '<p style="display:flex;gap:12px"><b style="flex:1">' + name + '</b><button value="1">都挺好</button><button value="-1">有问题</button></p>';
  dialog.innerHTML = '<h2>这单怎么样？</h2>' + row('商品') + row('配送') + '<p><button>关闭</button></p>';
  document.body.append(dialog);
  dialog.showModal();
};`;

/** What the bench serves itself, by path; everything else comes from the backend. @type {Readonly<Record<string, string>>} */
export const pages = {
  '/empty.html': host('', ''),
  '/minimal.html': host('<script async src="/minimal.js"></script>', '<minimal-feedback></minimal-feedback>'),
  '/widget.html': host(
    '<script async src="/yijian/yijian.js" data-site="demo-shop" data-endpoint="/"></script>',
    '<yijian-feedback order-id="B-2"></yijian-feedback>',
  ),
  '/minimal.js': minimalLoader,
  '/minimal-panel.js': minimalPanel,
};
