import type { Entry, LoaderTap } from '@yijian/sdk/web';

/** What this page knows of one feedback: a second tap on the same order keeps its id. */
export interface Touch {
  id: string;
  /** The last tap; undefined before the first. */
  _step?: LoaderTap;
  /** Which of the trigger's words tells it: 5 saved, 6 held in memory only; undefined while it is being written, null while the client does that. */
  _told?: number | null | undefined;
  /** What the outbox holds of it; after handing in, of the feedback before this one. */
  _entry?: Entry | undefined;
  /** What an earlier page stored was looked up, or is taken back. */
  _recalled?: boolean;
}

/** A call of `window.yijian`: its values, and what it resolves or rejects; calls made before the loader came have no promise. */
export interface Call extends Array<unknown> {
  _resolve?(value: unknown): void;
  /** Gone once it was refused: it is not made later all the same. */
  _reject?: ((reason: unknown) => void) | undefined;
}

/**
 * The seam between the loader and its chunks, on `window.yijian.r`. The build shortens the names that begin with `_`,
 * in all files alike.
 */
export interface Registry {
  /** The script tag; its `data-…` are the page's defaults. */
  readonly _script: HTMLScriptElement;
  /** By `yijian-site order-id`, and the customer's id where the tag names one; where no order is named the page's address stands for it. */
  readonly _touches: Record<string, Touch>;
  /**
   * What the next page must know, in `localStorage` where that is allowed: under `yijian-site` that something waits, and under
   * the keys of `_touches` the id of a feedback that was begun and not yet handed in; with a space behind the key, that of the last one.
   */
  _marks: Record<string, string>;
  /** Calls that wait for the core's chunk, which runs them. */
  readonly _calls: Call[];
  /** The rules of the Trusted Types policy: from a file's hash to its URL beside the loader, and to no other. */
  createScriptURL(hash: string): string;
  /** The policy `yijian`, once the first chunk was asked for. */
  _policy?: { createScriptURL(hash: string): string };
  /** Opens the panel; before the sheet's chunk is there, remembers who wants it. */
  _open(trigger: HTMLElement): void;
  _wanted?: HTMLElement;
  /** Called whenever a trigger was drawn anew or a tap was told; the chunks draw the rest. */
  _enrich?(trigger: HTMLElement): void;
}

declare global {
  interface Window {
    yijian?: {
      (...call: unknown[]): unknown;
      /** Calls made before the loader came. */
      q?: Call[];
      r?: Registry;
    };
    trustedTypes?: { createPolicy<Rules>(name: string, rules: Rules): Rules };
  }
}
