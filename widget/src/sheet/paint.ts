import type { ComponentChildren, VNode } from 'preact';

type Described = VNode<Readonly<Record<string, unknown>>>;

/** Presses by element, so that nothing is left on an element when preact takes it over. */
const presses = new WeakMap<EventTarget, () => void>();

/**
 * Draws the first screens before preact is there: builds what is described and carries the differences over to what is shown,
 * so that focus, movement and live regions stay. Knows attributes by their own names (`tabindex`: taken off and put on again it costs the focus), custom properties, presses and pictures that do not come, no more.
 */
export function paint(tree: ComponentChildren, root: Element): void {
  const fresh = document.createDocumentFragment();
  build(tree, fresh);
  carry(fresh, root);
}

/** What a press on one of the painted elements does, if anything. */
export function pressed(event: Event): void {
  for (const target of event.composedPath()) presses.get(target)?.();
}

function build(node: ComponentChildren, into: Node): void {
  if (Array.isArray(node)) for (const child of node) build(child, into);
  else if (typeof node === 'object' && node) {
    const { type, props } = node as Described;
    if (typeof type === 'function') return build((type as (props: object) => ComponentChildren)(props), into);
    const element = document.createElementNS(/svg|path/.test(type) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml', type);
    for (const [name, value] of Object.entries(props)) {
      if (name === 'onClick') presses.set(element, value as () => void);
      else if (name === 'onError') element.addEventListener('error', value as () => void);
      else if (name === 'style')
        for (const [key, text] of Object.entries(value as object)) (element as HTMLElement).style.setProperty(key, text as string);
      else if (name !== 'children' && value != null && (value !== false || name[4] === '-')) element.setAttribute(name, value as string);
    }
    build(props['children'] as ComponentChildren, element);
    into.appendChild(element);
  } else if (node != null && typeof node !== 'boolean') into.appendChild(document.createTextNode(String(node)));
}

function carry(from: Node, to: Node): void {
  const shown = [...to.childNodes];
  const wanted = [...from.childNodes];
  wanted.forEach((node, index) => {
    const old = shown[index];
    if (!old) to.appendChild(node);
    else if (old.nodeName !== node.nodeName) to.replaceChild(node, old);
    else if (!(node instanceof Element && old instanceof Element)) old.nodeValue = node.nodeValue;
    else {
      // Styles are set through CSSOM alone: where the card stands is no part of the description, and a strict policy drops the attribute.
      for (const { name } of [...old.attributes]) if (name !== 'style' && !node.hasAttribute(name)) old.removeAttribute(name);
      for (const { name, value } of node.attributes)
        if (name !== 'style' && old.getAttribute(name) !== value) old.setAttribute(name, value);
      const press = presses.get(node);
      if (press) presses.set(old, press);
      else presses.delete(old);
      carry(node, old);
    }
  });
  for (const old of shown.slice(wanted.length)) to.removeChild(old);
}
