import type { FeedbackAttributes } from './attributes.js';
import { texts } from './baked.js';
import { newId } from './new-id.js';
import { fetchSheet, node, page, read, registry } from './page.js';
import { css } from './trigger-css.js';

const sheet = new CSSStyleSheet();

// `<yijian-feedback>`: the inline card with two thumbs, or the floating pill. One long function, because every border costs bytes.
customElements.define(
  'yijian-feedback',
  class extends HTMLElement {
    connectedCallback() {
      const drawn = read(this);
      const words = texts[drawn.locale]!.split('|');
      // Pages of one router share the element and the script tag: what they and the address say at this moment.
      const key = ({ site, 'order-id': order, customer }: FeedbackAttributes) =>
        'yijian-' + site + ' ' + (order || location) + (customer || '');
      const status = node('output', 0, words[0]!);

      const button = (value: number, word: number, shape = 'M8 11l3-7q3 0 3 3v3h4q2 0 2 2l-1 6q0 2-2 2H6q-2 0-2-2v-5q0-2 2-2h2v9') => {
        const [svg, path] = ['svg', 'path'].map((tag) => page.createElementNS('http://www.w3.org/2000/svg', tag));
        path!.setAttribute('d', shape);
        svg!.append(path!);

        const onclick = () => {
          if (!value) return registry._open(this);
          const attributes = read(this);
          const name = 'yijian-' + attributes.site;
          const about = key(attributes);
          const touch = (registry._touches[about] = registry._touches[about] || { id: registry._marks[about] || newId() });
          const place = 'i/' + touch.id;
          const step = (touch._step = {
            rating: value as 1,
            at: Date.now(),
            attributes,
          });
          const tell = (told?: number) => {
            status.textContent = words[4]! + words[word] + (words[(touch._told = told)!] || '');
            good.ariaPressed = (value > 0) as unknown as string;
            problem.ariaPressed = (value < 0) as unknown as string;
            registry._enrich?.(this);
          };
          tell();
          try {
            const opening = indexedDB.open(name, 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
            opening.onerror = () => tell(6);
            opening.onsuccess = () => {
              const transaction = opening.result.transaction('kv', 'readwrite', { durability: 'strict' });
              const store = transaction.objectStore('kv');
              const get = store.get(place);
              get.onsuccess = () => {
                // Whatever state the record is in, also one that another tab is sending: the step is only appended.
                const record = get.result || { id: touch.id, v: 1, steps: [] };
                record.steps.push(step);
                store.put(record, place);
              };
              transaction.oncomplete = () => tell(5);
              transaction.onabort = opening.onerror as () => void;
            };
            // In the same turn: a page killed right after the write must still be found by the next one, which goes on with it.
            registry._marks[name] = registry._marks[about] = touch.id;
          } catch {
            tell(6);
          }
          fetchSheet();
        };
        return node('button', { value, onfocus: fetchSheet, onpointerover: fetchSheet, onclick }, svg!, words[word]!);
      };

      const good = button(1, 1);
      const problem = button(-1, 2);
      let root = this.shadowRoot;
      if (!root) {
        new MutationObserver(() => this.connectedCallback()).observe(this, { attributes: true });
        root = this.attachShadow({ mode: 'open' });
      }
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(
        node(
          'div',
          { part: 'launcher', className: drawn.mode + ' ' + drawn.theme },
          ...(drawn.mode === 'floating' ? [button(0, 3, 'M4 5h16v12h-6l-5 4v-4H4zM8 11h8')] : [status, good, problem]),
        ),
      );
      registry._enrich?.(this);
      if ('open' in drawn) registry._open(this);
      // Something was said here: the chunks tell where it is.
      if (registry._marks[key(drawn) + ' ']) fetchSheet();
    }
  },
);
