import type { Entry, Fault, Policy, Ticket } from './sdk.js';

/** The first paints at once, the others come with the details chunk. */
export type Screen = 'rate' | 'reasons' | 'items' | 'photos' | 'result' | 'mine' | 'ticket';

/** What is said after something was taken away, and how to bring it back. */
export interface Toast {
  readonly text: string;
  readonly undo: () => void;
  /** Feedback that is not shown while it can still be brought back. */
  readonly hides?: string;
}

/** All that a view remembers beside the form: where the person is, and what is open there. Nothing is there until it is set. */
export interface ScreenState {
  readonly screen: Screen;
  /** Screens behind this one, nearest last. */
  readonly trail: readonly Screen[];
  /** The details chunk did not arrive. */
  readonly failed?: boolean;
  /** Whether the last tap is on disk, as long as only the loader knows; undefined while it is being written. */
  readonly durable?: boolean | undefined;
  /** Why the last step could not be stored. */
  readonly fault?: Fault['code'] | null;
  /** Text that was copied last. */
  readonly copied?: string;
  /** Said once to a screen reader. */
  readonly spoken?: string;
  /** Shot whose picker is open; the empty string is the slot without a name. */
  readonly menu?: string | null;
  /** Causes for having no photo are offered. */
  readonly exiting?: boolean;
  readonly toast?: Toast | null;
  readonly policy?: Policy | null;
  /** Feedback of this device, newest first. */
  readonly entries?: readonly Entry[];
  readonly tickets?: readonly Ticket[];
  /** Feedback that the result or ticket screen shows, where it is not the form's. */
  readonly shown?: string | null;
  /** The list shows what is finished. */
  readonly finished?: boolean;
}

const closed = { menu: null, exiting: false, fault: null } as const;

/** One screen further; what was open on the old one is closed. From a result nothing leads back into the form. */
export function forward(state: ScreenState, screen: Screen): ScreenState {
  return screen === state.screen
    ? state
    : { ...state, ...closed, screen, trail: screen === 'result' ? [] : [...state.trail, state.screen] };
}

/** Back to the screen before, or to the same state where there is none. */
export function backward(state: ScreenState): ScreenState {
  const trail = [...state.trail];
  const screen = trail.pop();
  return screen ? { ...state, ...closed, screen, trail } : state;
}
