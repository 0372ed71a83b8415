import { ProblemError } from './problem.js';

/** Deeper than anything the contract names, shallow enough for every recursive reader behind us. */
const deepest = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** What the bytes say; bad UTF-8, bad JSON and bottomless nesting are refused with a problem. */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (error) {
    throw new ProblemError('invalid-encoding', { detail: error instanceof Error ? error.message : 'not UTF-8' });
  }
  if (depth(text) > deepest) throw new ProblemError('too-deep', { detail: `at most ${deepest} levels` });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the body, which has no place in an answer.
    throw new ProblemError('invalid-json');
  }
}

function depth(text: string): number {
  let open = 0;
  let most = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, ++open);
    else if (code === 0x7d || code === 0x5d) open--;
  }
  return most;
}

/**
 * A copy that PostgreSQL takes as jsonb and text: U+0000 and lone surrogates become U+FFFD.
 * The bytes as they came are stored beside it, so nothing is lost.
 */
export function storable<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  // The u flag makes a surrogate pair one character, so only lone halves match.
  if (typeof value === 'string') return value.replace(/[\0\uD800-\uDFFF]/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), clean(inner)]));
}
