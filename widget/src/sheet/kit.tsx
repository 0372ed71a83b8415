import type { ComponentChildren, VNode } from 'preact';
import { sheetIcons } from '../icons/sheet.js';
import type { View } from './view.js';

/** Everything that the later chunks share with the first; the build maps both this file and `preact/jsx-runtime` there to a global. */
export { Fragment, jsx, jsxs } from './jsx.js';
export { Thumbnail } from './thumbnail.js';
export { firstTold } from './told.js';

const drawings: Record<string, string> = { ...sheetIcons };

/** Adds the drawings of a later chunk. */
export function addIcons(more: Readonly<Record<string, string>>): void {
  Object.assign(drawings, more);
}

/** A drawing by its name or by a reason's code; `~` before its path: mirrored where reading is. An unknown name keeps its place empty. */
export function Icon({ name, size = 24 }: { name: string; size?: 16 | 20 | 24 }): VNode {
  const [path, flip] = (drawings[name] ?? drawings[name.replace(/.*\./, '')] ?? '').split('~').reverse();
  return (
    <svg class={`i i${size} ${flip === '' ? 'flip' : name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** The one heading of a screen; it names the dialog and takes the focus when the screen is turned. */
export function Title({ children }: { children: ComponentChildren }): VNode {
  return (
    <h2 class="title" id="t" part="title" tabindex={-1}>
      {children}
    </h2>
  );
}

/** A line of notice; announced by whoever shows it. */
export function Note({ icon, tone, children }: { icon: string; tone: string; children: ComponentChildren }): VNode {
  return (
    <div class={'note ' + tone} part="notice">
      <Icon name={icon} size={20} />
      <div class="grow">{children}</div>
    </div>
  );
}

/** An action; `tone` is `main`, `soft`, `quiet` or left out. */
export function Button({ tone = '', ...rest }: { tone?: string; part?: string; children: ComponentChildren; onClick: () => void }): VNode {
  return <button class={'btn ' + tone} {...rest} />;
}

/** The way to a person, or nothing where the merchant gave none; `bare` shows the drawing alone. */
export function Person({ view, bare }: { view: View; bare?: boolean }): VNode | null {
  const [href, tel] = exitOf(view);
  const name = view.t.first.person;
  return href ? (
    <a
      class={bare ? 'ib' : ''}
      part="call"
      href={href}
      title={tel}
      target={tel ? undefined : '_blank'}
      rel="noopener"
      aria-label={bare ? name : undefined}
    >
      <Icon name="agent" size={20} />
      {!bare && name}
    </a>
  ) : null;
}

/** Address of a person, and the number where it is a phone; only `tel:` and `http(s):` are ever followed. */
export function exitOf({ options, ui: { policy } }: View): [href?: string, tel?: string] {
  const tel = options.tel ?? policy?.tel;
  const help = options.help ?? policy?.help;
  return tel ? ['tel:' + tel.replace(/[^\d+]/g, ''), tel] : help && /^https?:/.test(help) ? [help] : [];
}
