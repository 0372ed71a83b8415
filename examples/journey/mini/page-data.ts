import { setAt, stepsOf } from './data-path.js';

/** One node of what Taro draws, as it lies in the page's data. */
export interface DataNode {
  /** Name of its template. */
  readonly nn?: string;
  readonly sid?: string;
  /** The id that the page gave it. */
  readonly uid?: string;
  /** Classes. */
  readonly cl?: string;
  /** Text. */
  readonly v?: string;
  /** Children. */
  readonly cn?: readonly DataNode[];
  readonly [attribute: string]: unknown;
}

/** From the root of the page to a node, both included. */
export type NodePath = readonly [DataNode, ...DataNode[]];

/** Applies what `setData` was given, by paths like `root.cn.[0].cn[1].v`; only what JSON can tell reaches the page. */
export function applyData(data: Record<string, unknown>, patch: object): void {
  for (const [path, value] of Object.entries(JSON.parse(JSON.stringify(patch)) as object)) setAt(data, stepsOf(path), value);
}

/** What a customer reads of a node. */
export function textOf({ v, cn = [] }: DataNode): string {
  return `${v ?? ''}${cn.map(textOf).join('')}`;
}

/** The innermost nodes that fit, in reading order. */
export function innermost(path: NodePath, fits: (node: DataNode) => boolean): readonly NodePath[] {
  const node = path.at(-1) ?? path[0];
  const deeper = (node.cn ?? []).flatMap((child) => innermost([...path, child], fits));
  if (deeper.length > 0) return deeper;
  return fits(node) ? [path] : [];
}
