/** The host page: the same for everybody, as small as a page of a shop can be; it keeps the row's space free, as the README asks. @param {string} head @param {string} slot */
const host = (head, slot) => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>订单</title>
<style>body{font:16px sans-serif;margin:16px}button{padding:12px 20px;font:inherit}#slot :not([mode]){display:block;min-height:137px}</style>${head}</head>
<body><h1>订单 B-1</h1><div id="slot">${slot}</div>
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
customElements.define('minimal-feedback', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const floating = this.getAttribute('mode') === 'floating';
    root.innerHTML = '<style>div{display:grid;grid-template-columns:1fr 1fr;gap:12px}.floating{position:fixed;right:16px;bottom:16px;display:block}button{padding:12px 20px;font:inherit}</style><div><output>这单怎么样？</output><i></i></div>';
    const box = root.querySelector('div');
    const button = (value, word, onclick) => Object.assign(document.createElement('button'), { value, textContent: word, onclick });
    if (floating) {
      box.className = 'floating';
      const pill = button('', '意见', async () => (await preload())());
      pill.onfocus = pill.onpointerover = preload;
      box.replaceChildren(pill);
    } else
      for (const [value, word] of [[1, '都挺好'], [-1, '有问题']])
        box.append(button(value, word, async ({ currentTarget }) => {
          currentTarget.setAttribute('aria-pressed', 'true');
          await save(value);
          root.querySelector('output').textContent = '已存到本机';
        }));
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

const minimalTag = '<script async src="/minimal.js"></script>';
const widgetTag = '<script async src="/yijian/yijian.js" data-site="demo-shop" data-endpoint="/"></script>';

/** What the bench serves itself, by path; everything else comes from the backend. @type {Readonly<Record<string, string>>} */
export const pages = {
  '/empty.html': host('', ''),
  '/minimal.html': host(minimalTag, '<minimal-feedback></minimal-feedback>'),
  '/minimal-floating.html': host(minimalTag, '<minimal-feedback mode="floating"></minimal-feedback>'),
  '/widget.html': host(widgetTag, '<yijian-feedback order-id="B-2"></yijian-feedback>'),
  '/widget-floating.html': host(widgetTag, '<yijian-feedback mode="floating" order-id="B-2"></yijian-feedback>'),
  '/minimal.js': minimalLoader,
  '/minimal-panel.js': minimalPanel,
};
