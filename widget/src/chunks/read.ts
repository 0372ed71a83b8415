import { type Attributes, registry } from './seam.js';

/** What an element or an own trigger says, over what the script tag says; `data-yijian-order` is `order-id`. */
export function read(trigger: HTMLElement): Attributes {
  const said: Record<string, string> = {};
  for (const { name, value } of [...registry._script.attributes, ...trigger.attributes]) {
    const bare = name.replace(/^data-(yijian-)?/, '');
    said[bare === 'order' ? 'order-id' : bare] = value;
  }
  return { ...said, locale: /^(zh|$)/.test(said['locale'] || document.documentElement.lang) ? 'zh-CN' : 'en' };
}
