import type { Fault } from './messages.js';

/** Thrown by what the platform does when it does not do it. */
export class Refusal extends Error {
  readonly fault: Fault;

  constructor(reason: string, errno?: number) {
    super(reason);
    this.fault = { reason, ...(errno === undefined ? {} : { errno }) };
  }
}
