import type { ComponentChildren, VNode } from 'preact';
import { Icon } from '../sheet/kit.js';
import type { FormView } from '../sheet/view.js';

/** An action as words without a ground. */
export function Act({ onClick, children }: { onClick: () => void; children: ComponentChildren }): VNode {
  return (
    <button class="act" onClick={onClick}>
      {children}
    </button>
  );
}

/** The primary action; while something is being stored it keeps its words and its press, which is never lost. */
export function Submit(props: { busy?: boolean; onClick: (event: MouseEvent) => void; children: ComponentChildren }): VNode {
  return (
    <button class="btn main" part="submit" aria-busy={props.busy} onClick={props.onClick}>
      {props.busy && <span class="spin" />}
      {props.children}
    </button>
  );
}

export interface Choice<T> {
  readonly value: T;
  readonly text: string;
  readonly icon?: string;
}

/** Pills of which one is chosen; pressing it again takes it back. One tab stop, arrows move, Space and Enter choose. */
export function Pills<T>(props: {
  name: string;
  choices: readonly Choice<T>[];
  chosen: T | null;
  onChoose: (value: T | null) => void;
}): VNode {
  const { choices, chosen } = props;
  const stop = Math.max(
    0,
    choices.findIndex(({ value }) => value === chosen),
  );
  return (
    <div class="pills" role="radiogroup" aria-label={props.name} onKeyDown={rove}>
      {choices.map(({ value, text, icon }, index) => (
        <button
          class="choice"
          role="radio"
          aria-checked={value === chosen}
          tabIndex={index === stop ? 0 : -1}
          onClick={() => props.onChoose(value === chosen ? null : value)}
        >
          {icon && <Icon name={icon} size={20} />}
          {text}
        </button>
      ))}
    </div>
  );
}

/** Two or three tabs; the count of choices belongs to the name. */
export function Tabs<T extends string | boolean>(props: {
  view: FormView;
  name: string;
  tabs: readonly (Choice<T> & { readonly count?: number })[];
  chosen: T;
  onChoose: (value: T) => void;
}): VNode {
  return (
    <div class="seg" role="tablist" aria-label={props.name} onKeyDown={rove}>
      {props.tabs.map(({ value, text, count }) => (
        <button
          role="tab"
          aria-selected={value === props.chosen}
          tabIndex={value === props.chosen ? 0 : -1}
          aria-label={count ? props.view.say(props.view.t.sheet.chosen, { name: text, n: count }) : undefined}
          onClick={() => props.onChoose(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** Arrow keys in a list of tabs or radios; on tabs they also choose. */
function rove(event: KeyboardEvent): void {
  const group = event.currentTarget as HTMLElement;
  const places = [...group.children] as HTMLElement[];
  const onward = group.closest('[dir=rtl]') ? -1 : 1;
  const step = { ArrowRight: onward, ArrowLeft: -onward, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = places[(places.indexOf(event.target as HTMLElement) + step + places.length) % places.length];
  next?.focus();
  if (next?.role === 'tab') next.click();
}

/** A sentence about what is wrong and what to do, linked to its field by `id`. */
export function Problem({ id, children }: { id: string; children: ComponentChildren }): VNode {
  return (
    <p class="err small" id={id} tabIndex={-1}>
      <Icon name="warn" size={16} />
      {children}
    </p>
  );
}

/** Disc, title and sentence of a result. */
export function Hero(props: { icon: string; tone: string; title: VNode; children?: ComponentChildren }): VNode {
  return (
    <div class="hero">
      <span class={'big ' + props.tone}>
        <Icon name={props.icon} />
      </span>
      {props.title}
      <p>{props.children}</p>
    </div>
  );
}
