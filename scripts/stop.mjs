/** What keeps a command from going on, said in one clear line; shown without a stack. */
export class Stop extends Error {
  /** @override */
  name = 'Stop';
}

/**
 * The one line for a failure: a `Stop` as it is, a refused write by its path, anything else with its stack.
 * @param {unknown} cause
 */
export function lineFor(cause) {
  if (cause instanceof Stop) return cause.message;
  if (cause instanceof Error && 'code' in cause && ['EACCES', 'EPERM', 'EROFS'].includes(String(cause.code))) {
    return `No permission to write ${'path' in cause ? cause.path : ''}: give yourself write access there and run the command again.`;
  }
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')
    return 'The disk is full: free some space and run the command again.';
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
