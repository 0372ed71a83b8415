import { Image, Input, ScrollView, Textarea, View } from '@tarojs/components';
import { createElement, Fragment, type FunctionComponent, type Key, type ReactNode } from 'react';
import { ask } from '../ask.js';

/**
 * What the build puts in the place of `preact/jsx-runtime`: the screens are written in HTML, and here every element of theirs
 * becomes a component of the mini-program. Its class names are prefixed, because here no shadow root stands around them;
 * states that the web's style sheets read from ARIA become classes.
 */
export { jsx as jsxs, Fragment };

type Props = Readonly<Record<string, unknown>> & { readonly children?: unknown };
type Tag = (props: Props, common: Record<string, unknown>, children: readonly unknown[]) => ReactNode;

/** Class by attribute, set while the attribute is true. */
const states: Readonly<Record<string, string>> = {
  'aria-pressed': 'is-pressed',
  'aria-checked': 'is-checked',
  'aria-selected': 'is-selected',
  'aria-invalid': 'is-invalid',
  'data-wanted': 'is-wanted',
  disabled: 'is-disabled',
};

export function jsx(type: unknown, props: Props, key?: Key): unknown {
  const named = key === undefined ? {} : { key };
  if (typeof type !== 'string') return createElement(type as FunctionComponent, { ...props, ...named });
  const children = Array.isArray(props.children) ? (props.children as unknown[]) : [props.children];
  // Not drawn by themselves: the `svg` around them asks for them.
  if (type === 'path' || type === 'circle') return props;
  const common = {
    ...named,
    className: classOf(type, props),
    ...(props['id'] ? { id: `yj-${String(props['id'])}` } : {}),
    ...aria(type, props),
  };
  return (tags[type] ?? box)(props, { ...common, ...(props['style'] ? { style: props['style'] } : {}) }, children);
}

const box: Tag = (_props, common, children) => draw(View, common, children);

/**
 * A type of its own, because all others are views: a view that became a button while a press is still rising through it
 * would be pressed by that same press.
 */
const Pressable = (props: Record<string, unknown>): ReactNode => createElement(View as FunctionComponent, props);

const button: Tag = ({ onClick, disabled }, common, children) =>
  draw(Pressable, { ...common, hoverClass: 'yj-press', hoverStayTime: 60, ...(onClick && !disabled ? { onClick } : {}) }, children);

const tags: Readonly<Record<string, Tag>> = {
  button,
  label: button,
  a: (props, common, children) => button({ ...props, onClick: () => follow(String(props['href'])) }, common, children),
  main: ({ 'data-lead': lead }, common, children) =>
    draw(ScrollView, { ...common, scrollY: true, ...(lead ? { scrollIntoView: lead, scrollWithAnimation: true } : {}) }, children),
  img: ({ src }, common) => draw(Image, { ...common, src, mode: 'aspectFill' }),
  svg(props, common, [drawing]) {
    const name = (drawing as { readonly d?: string } | undefined)?.d;
    return name ? draw(View, { ...common, className: `${classOf('', props)} yj-d-${name}`, ariaHidden: true }) : null;
  },
  input: (props, common) =>
    draw(Input, { ...common, ...text(props), type: props['inputMode'] === 'decimal' ? 'digit' : 'text', alwaysEmbed: true }),
  textarea: (props, common) => draw(Textarea, { ...common, ...text(props), disableDefaultPadding: true, showConfirmBar: false }),
};

function draw(component: unknown, props: Record<string, unknown>, children: readonly unknown[] = []): ReactNode {
  return createElement(component as FunctionComponent, props, ...(children as ReactNode[]));
}

/** Fields of both kinds; a limit would cut what is typed, and the keyboard leaves room for the line below. */
function text({ value, placeholder, onInput }: Props): Record<string, unknown> {
  const said = onInput as ((event: unknown) => void) | undefined;
  return {
    value,
    placeholder,
    maxlength: -1,
    cursorSpacing: 96,
    onInput: (event: { readonly detail: { readonly value: string } }) => said?.({ currentTarget: { value: event.detail.value } }),
  };
}

function classOf(tag: string, props: Props): string {
  const own = String(props['class'] ?? '')
    .split(' ')
    .filter(Boolean)
    // A reason's code is a name too.
    .map((name) => `yj-${name.replace('.', '-')}`);
  const set = Object.keys(states).filter((name) => props[name] === true);
  return [...(tag ? ['yj-t', `yj-t-${tag}`] : []), ...own, ...set.map((name) => `yj-${states[name] ?? ''}`)].join(' ');
}

/** For screen readers, where the host's templates have it: our plugin adds it. */
function aria(type: string, props: Props): Record<string, unknown> {
  const checked = props['aria-pressed'] ?? props['aria-checked'] ?? props['aria-selected'];
  const role = props['role'] ?? (checked !== undefined ? 'checkbox' : type === 'button' || type === 'a' ? 'button' : undefined);
  // A browser reads attributes, which are words.
  const isWeb = process.env.TARO_ENV === 'h5';
  const flag = (value: unknown): unknown => (isWeb ? String(value === true) : value === true);
  return {
    ...(props['aria-label'] ? { ariaLabel: props['aria-label'] } : {}),
    ...(role ? { [isWeb ? 'role' : 'ariaRole']: role } : {}),
    ...(props['aria-hidden'] ? { ariaHidden: flag(true) } : {}),
    ...(checked !== undefined ? { ariaChecked: flag(checked) } : {}),
    ...(props['disabled'] ? { ariaDisabled: flag(true) } : {}),
  };
}

/** A number is called; an address is copied, since a mini-program opens none but its merchant's own. */
function follow(href: string): void {
  if (href.startsWith('tel:')) ask('makePhoneCall', { phoneNumber: href.slice(4) });
  else ask('setClipboardData', { data: href });
}
