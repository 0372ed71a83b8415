import type { Clock } from '../ports.js';

/** Milliseconds in which the host is asked for a token once. */
const interval = 300_000;

/** The bearer token of the customer who is here now. */
export interface CustomerToken {
  current(): string | null;
  /** Asks the host for one, at most once in five minutes; false where there is none. */
  refresh(): Promise<boolean>;
  /** The customer signs out: also of a token that is asked for already. */
  clear(): void;
}

/** @param fetchToken the host's; what it throws is a warning */
export function createCustomerToken(
  clock: Clock,
  fetchToken: (() => Promise<string | null>) | undefined,
  warn: (text: string, cause: unknown) => void,
): CustomerToken {
  let token: string | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    current: () => token,
    async refresh() {
      if (!fetchToken || clock.monotonic() - askedAt < interval) return false;
      const asked = (askedAt = clock.monotonic());
      let fetched: string | null = null;
      try {
        fetched = await fetchToken();
      } catch (error) {
        warn('fetchToken failed', error);
      }
      // Of a customer who has signed out meanwhile: the next one is asked anew.
      if (asked !== askedAt) return true;
      token = fetched;
      return token !== null;
    },
    clear() {
      token = null;
      askedAt = Number.NEGATIVE_INFINITY;
    },
  };
}
