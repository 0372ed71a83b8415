import type { ComponentChildren, VNode } from 'preact';

type Create = (type: unknown, props: object, key?: unknown) => VNode;

let create: Create = (type, props, key) => ({ type, props, key }) as unknown as VNode;

/**
 * What the build puts in the place of `preact/jsx-runtime`: until preact has come with the second chunk,
 * an element is a plain description of itself, which `paint` understands.
 */
export const jsx: Create = (type, props, key) => create(type, props, key);
export { jsx as jsxs };

export const Fragment = ({ children }: { children?: ComponentChildren }): ComponentChildren => children;

/** From now on elements are made by preact. */
export function createWith(next: Create): void {
  create = next;
}
