import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageConfig } from './mini-page.js';

type Hook = (this: object, options?: object) => void;

/** What `Component` was given. */
export interface ComponentConfig {
  readonly created: Hook;
  readonly attached: Hook;
  readonly ready: Hook;
  readonly detached: Hook;
  readonly pageLifetimes: { readonly show: Hook; readonly hide: Hook };
  readonly methods: { readonly eh: PageConfig['eh'] };
}

/** The one component of ours on a page that is not ours, and the data that the page binds to it. */
export function nativePartOf(output: string, route: string): { readonly path: string; readonly binds: string } {
  const { usingComponents } = JSON.parse(readFileSync(join(output, `${route}.json`), 'utf8')) as {
    usingComponents: Record<string, string>;
  };
  const [tag, path] = Object.entries(usingComponents)[0] ?? [];
  const binds = new RegExp(`<${tag} props="\\{\\{(\\w+)\\}\\}"`).exec(readFileSync(join(output, `${route}.wxml`), 'utf8'))?.[1];
  if (!path || !binds) throw new Error(`${route} has no component with props`);
  return { path: path.replace(/^\//, ''), binds };
}

/** A component as a page that holds nothing else, in the order in which WeChat calls the two. */
export function asPage(component: ComponentConfig, props: unknown): PageConfig {
  const { created, attached, ready, detached, pageLifetimes, methods } = component;
  return {
    ...component,
    data: { props },
    eh: methods.eh,
    onLoad(this: object) {
      created.call(this);
      attached.call(this);
    },
    onReady: ready,
    onShow: pageLifetimes.show,
    onHide: pageLifetimes.hide,
    onUnload: detached,
  };
}
