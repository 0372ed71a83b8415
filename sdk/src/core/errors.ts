export type FeedbackErrorCode = 'offline' | 'timeout' | 'unavailable' | 'refused' | 'unreadable' | 'storage' | 'too-large' | 'cancelled';

/** A failed exchange or a refused write; `code` decides, `cause` keeps what was underneath. */
export class FeedbackError extends Error {
  override readonly name = 'FeedbackError';
  readonly code: FeedbackErrorCode;

  constructor(code: FeedbackErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Recognises the error across copies of the SDK. */
export function isFeedbackError(error: unknown): error is FeedbackError {
  return error instanceof Error && error.name === 'FeedbackError' && 'code' in error;
}
