import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataNode } from './page-data.js';

/** What the built templates say of a node: its tag, the events it listens to, and its attributes. */
export interface Templates {
  tagOf(node: DataNode): string;
  hears(node: DataNode, event: string): boolean;
  /** The node's value of an attribute, under whatever short name Taro keeps it. */
  attribute(node: DataNode, name: string): unknown;
}

/** Reads the one file of templates that all pages of a Taro build are drawn with. */
export function readTemplates(output: string): Templates {
  const file = ['base.wxml', 'base.axml', 'base.ttml'].map((name) => join(output, name)).find(existsSync);
  if (!file) throw new Error(`no templates in ${output}`);
  const heads = new Map<string, string>();
  for (const [, name = '', head = ''] of readFileSync(file, 'utf8').matchAll(/<template name="tmpl_0_([^"]+)">\s*(<[^>]*>)/g))
    heads.set(name, head);
  // Fields have a template with the focus and one without; their own only chooses.
  const headOf = ({ nn = '' }: DataNode) => heads.get(`${nn}_blur`) ?? heads.get(nn) ?? '';
  return {
    tagOf: (node) => /^<([\w-]+)/.exec(headOf(node))?.[1] ?? '',
    hears: (node, event) => new RegExp(`\\s(bind|catch|on)${event}="eh"`, 'i').test(headOf(node)),
    attribute(node, name) {
      const short = new RegExp(`\\s${name}="\\{\\{[^}]*?\\bi\\.(\\w+)`).exec(headOf(node))?.[1];
      return short === undefined ? undefined : node[short];
    },
  };
}
