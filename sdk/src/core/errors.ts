export type FeedbackErrorCode =
  | 'offline'
  | 'timeout'
  | 'unavailable'
  | 'refused'
  | 'unreadable'
  | 'storage'
  | 'too-large'
  | 'too-many'
  | 'cancelled';

/** A failed exchange or a refused write; `code` decides, `cause` keeps what was underneath. */
export class FeedbackError extends Error {
  declare readonly name: 'FeedbackError';
  declare readonly code: FeedbackErrorCode;

  constructor(code: FeedbackErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    // Assigned: a field of a class becomes a helper in what older browsers read.
    Object.assign(this, { name: 'FeedbackError', code });
  }
}

/** Recognises the error across copies of the SDK. */
export function isFeedbackError(error: unknown): error is FeedbackError {
  return error instanceof Error && error.name === 'FeedbackError' && 'code' in error;
}
