import type { TaroEnv } from '../../../sdk/src/taro/index.js';
import { until } from '../waiting.js';
import { applyData, innermost, textOf, type DataNode, type NodePath } from './page-data.js';
import type { Templates } from './templates.js';

/** What `Page` was given. */
export interface PageConfig {
  readonly data?: object;
  readonly eh: (this: object, event: object) => unknown;
  readonly [name: string]: unknown;
}

/** A page as a customer sees it and touches it. */
export interface MiniPage {
  readonly route: string;
  /** All that is to be read, in reading order. */
  readonly text: string;
  /** The page's data as it was last set. */
  readonly root: DataNode;
  /** How often `setData` was called, and with how many bytes of JSON altogether. */
  readonly drawing: { readonly times: number; readonly bytes: number };
  has(words: string | RegExp): boolean;
  /** Waits until the words are there. */
  see(words: string | RegExp): Promise<void>;
  /** Touches the innermost node with these words; throws where nothing there hears it. */
  tap(words: string | RegExp): void;
  /** Types into the field with this placeholder, in place of what is in it. */
  type(placeholder: string | RegExp, value: string): void;
  /** The innermost nodes that fit. */
  nodes(fits: (node: DataNode) => boolean): readonly NodePath[];
  /** An attribute of a node, by its name in the template. */
  attribute(node: DataNode, name: string): unknown;
  /** An event on a node, heard by all above it that listen. */
  fire(path: NodePath, type: string, detail?: object): void;
}

export interface LivePage extends MiniPage {
  readonly instance: object;
  /** Resolves when something was drawn. */
  readonly drawn: Promise<void>;
  call(lifecycle: string, options?: object): void;
}

interface MiniPageOptions {
  readonly route: string;
  readonly config: PageConfig;
  readonly templates: Templates;
  readonly env: TaroEnv;
  readonly isAlive: () => boolean;
}

export function createMiniPage({ route, config, templates, env, isAlive }: MiniPageOptions): LivePage {
  const data: Record<string, unknown> = {};
  const drawing = { times: 0, bytes: 0 };
  let draw = () => undefined as void;
  const drawn = new Promise<void>((resolve) => (draw = resolve));
  applyData(data, config.data ?? {});

  const instance: Record<string, unknown> = {
    ...config,
    data,
    route,
    setData(patch: object, after?: () => void) {
      if (!isAlive()) return;
      drawing.times++;
      drawing.bytes += JSON.stringify(patch).length;
      applyData(data, patch);
      // The view answers from another thread.
      setImmediate(() => {
        draw();
        if (isAlive()) after?.();
      });
    },
  };
  const rootPath = (): NodePath => [data['root'] as DataNode];
  const matching = (words: string | RegExp) => (text: string) => (typeof words === 'string' ? text.trim() === words : words.test(text));
  const withWords = (words: string | RegExp) => {
    const fits = matching(words);
    return innermost(rootPath(), (node) => fits(textOf(node)));
  };

  const page: LivePage = {
    route,
    instance,
    drawn,
    drawing,
    get text() {
      return innermost(rootPath(), ({ v }) => v !== undefined)
        .map((path) => textOf(path.at(-1) ?? path[0]))
        .join('\n');
    },
    get root() {
      return rootPath()[0];
    },
    // A native page has no root before its component stands.
    has: (words) => data['root'] !== undefined && withWords(words).length > 0,
    async see(words) {
      await until(`"${words}" on ${route}`, async () => page.has(words)).catch((cause: unknown) => {
        throw new Error(`"${words}" does not come on ${route}, where it says:\n${page.text}`, { cause });
      });
    },
    tap(words) {
      const [path] = withWords(words);
      if (!path) throw new Error(`nothing says "${words}" on ${route}, but:\n${page.text}`);
      page.fire(path, 'tap', { x: 1, y: 1 });
    },
    type(placeholder, value) {
      const fits = matching(placeholder);
      const [path] = page.nodes((node) => fits(String(templates.attribute(node, 'placeholder') ?? '')));
      if (!path) throw new Error(`no field asks for "${placeholder}" on ${route}`);
      page.fire(path, 'input', { value, cursor: value.length, keyCode: 0 });
    },
    nodes: (fits) => innermost(rootPath(), fits),
    attribute: (node, name) => templates.attribute(node, name),
    fire(path, type, detail = {}) {
      const heard = path.filter((node) => templates.hears(node, type)).reverse();
      if (heard.length === 0) throw new Error(`nothing hears "${type}" on "${textOf(path.at(-1) ?? path[0])}"`);
      // A disabled button swallows the touch, and what is above it gets none.
      const button = path.filter((node) => templates.tagOf(node) === 'button').at(-1);
      if (type === 'tap' && button && templates.attribute(button, 'disabled') === true) return;
      const target = targetOf(path.filter(({ sid }) => sid !== undefined).at(-1) ?? path[0]);
      for (const node of heard)
        config.eh.call(instance, { type, timeStamp: performance.now(), target, currentTarget: targetOf(node), detail });
    },
    call(lifecycle, options) {
      const hook = instance[lifecycle];
      if (typeof hook === 'function') (hook as (this: object, options?: object) => void).call(instance, options);
    },
  };
  return page;

  /** As the platform tells of a node; alipay tells of the innermost one in every event. */
  function targetOf({ uid, sid = '' }: DataNode): object {
    const dataset = { sid };
    return { id: uid ?? sid, dataset, ...(env === 'alipay' ? { targetDataset: dataset } : {}) };
  }
}
