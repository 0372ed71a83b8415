/** One fault in a body: where (a JSON Pointer) and what. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** Every `type` this backend answers with, under `https://yijian.dev/problems/`; its status and its title. */
const problems = {
  'invalid-json': [400, 'The body is not JSON'],
  'invalid-encoding': [400, 'The body is not UTF-8'],
  'too-deep': [400, 'The body is nested too deeply'],
  'invalid-body': [400, 'The body does not fit the contract'],
  'invalid-upload': [400, 'The upload is not a file with its digest'],
  'invalid-request': [400, 'The request is not HTTP'],
  'key-mismatch': [400, 'Idempotency-Key is not the id of the body'],
  'digest-mismatch': [400, 'The bytes do not have the digest that came with them'],
  'unknown-site': [403, 'No such site'],
  'sign-in': [401, 'Sign in'],
  'not-found': [404, 'Not found'],
  'incomplete-body': [408, 'The body ended early'],
  'missing-feedback': [409, 'The feedback is not here: post it again'],
  'too-large': [413, 'Too large'],
  'unsupported-type': [415, 'Unsupported content type'],
  'video-not-allowed': [415, 'This site takes no video'],
  'key-reused': [422, 'The id is taken by another body'],
  'too-many-attachments': [422, 'Too many attachments for one feedback'],
  'too-large-headers': [431, 'The headers are too large'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available at the moment'],
} as const;

export type ProblemType = keyof typeof problems;

interface Particulars {
  readonly detail?: string;
  readonly errors?: readonly Fault[];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal with its place in the protocol; thrown anywhere in a route, answered once by the app. */
export class ProblemError extends Error {
  readonly type: ProblemType;
  readonly particulars: Particulars;

  constructor(type: ProblemType, particulars: Particulars = {}) {
    super(type);
    this.name = 'ProblemError';
    this.type = type;
    this.particulars = particulars;
  }
}

/** The RFC 9457 answer to a refusal; it says nothing about the inside. */
export function problemResponse({ type, particulars }: ProblemError): Response {
  const [status, title] = problems[type];
  const { detail, errors, retryAfter, headers } = particulars;
  return new Response(
    JSON.stringify({
      type: `https://yijian.dev/problems/${type}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
    }),
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
        ...headers,
      },
    },
  );
}
