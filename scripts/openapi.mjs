/** @param {string} name */
const schema = (name) => ({ $ref: `#/components/schemas/${name}` });
/** @param {string} name */
const parameter = (name) => ({ $ref: `#/components/parameters/${name}` });
/** @param {unknown} body */
const json = (body) => ({ 'application/json': { schema: body } });
/** @param {string} description @param {unknown} body @param {Record<string, unknown>} [headers] */
const answer = (description, body, headers) => ({ description, ...(headers && { headers }), content: json(body) });
/** @param {string} description */
const problem = (description) => ({ description, content: { 'application/problem+json': { schema: schema('Problem') } } });
/** @param {unknown} body */
const required = (body) => ({ required: true, content: json(body) });
/** @param {Record<string, unknown>} properties @param {string[]} names */
const object = (properties, names = Object.keys(properties)) => ({ type: 'object', properties, required: names });

const text = { type: 'string' };
const etag = { ETag: { $ref: '#/components/headers/ETag' } };
const retryLater = { 429: { $ref: '#/components/responses/RetryLater' }, 503: { $ref: '#/components/responses/RetryLater' } };
const refused = { 400: { $ref: '#/components/responses/BadRequest' }, 401: { $ref: '#/components/responses/NotAllowed' } };
const sending = [parameter('Site'), parameter('IdempotencyKey'), parameter('SentAt'), parameter('Rtt'), parameter('AcceptLanguage')];
const notModified = { 304: { description: 'The copy named by `If-None-Match` is still the current one.' } };

const feedback = {
  post: {
    operationId: 'postFeedback',
    summary: 'Submission → receipt. The id is the idempotency key.',
    parameters: sending,
    requestBody: required(schema('Submission')),
    responses: {
      201: answer('Stored now; echoes `id`, `need` names the attachments not yet here.', schema('Receipt')),
      200: answer('Stored before; the current state.', schema('Receipt')),
      409: problem('`in-progress`: the first request with this id is still running.'),
      413: problem('The body is larger than the backend takes.'),
      415: problem('Not JSON.'),
      422: problem('`key-reused`: this id came before with another body.'),
      ...refused,
      ...retryLater,
    },
  },
};

const events = {
  post: {
    operationId: 'postEvent',
    summary: "Something learnt after the body was frozen. Append-only; the event's own id is its idempotency key.",
    parameters: [parameter('FeedbackId'), ...sending],
    requestBody: required(schema('Event')),
    responses: {
      201: answer('Stored now.', schema('EventAnswer')),
      200: answer('Stored before.', schema('EventAnswer')),
      409: problem('`missing-feedback`: post the feedback again; or `in-progress`.'),
      422: problem('`key-reused`: this id came before with another body.'),
      ...refused,
      ...retryLater,
    },
  },
};

const attachments = {
  post: {
    operationId: 'postAttachment',
    summary: 'The bytes of one attachment, whole or in parts.',
    parameters: [parameter('FeedbackId'), parameter('AttachmentId'), ...sending],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: object(
            {
              file: { type: 'string', contentMediaType: 'application/octet-stream' },
              sha256: { ...schema('Sha256'), description: 'Digest of the whole file.' },
              offset: { type: 'integer', minimum: 0, description: 'First byte of this part; with `total` only.' },
              total: { type: 'integer', minimum: 1, description: 'Bytes of the whole file; with `offset` only.' },
            },
            ['file', 'sha256'],
          ),
        },
      },
    },
    responses: {
      201: answer('Stored whole, or this part is stored and `offset` is the next byte wanted.', schema('AttachmentAnswer')),
      200: answer('Stored before.', schema('AttachmentAnswer')),
      400: problem('`digest-mismatch`: the bytes are not those of `sha256`.'),
      401: { $ref: '#/components/responses/NotAllowed' },
      409: problem('`missing-feedback`: post the feedback again; or `in-progress`.'),
      413: problem('Too large: the device tries the next size of its ladder.'),
      415: problem('Neither a photo nor an allowed video.'),
      ...retryLater,
    },
  },
};

const ticket = {
  get: {
    operationId: 'getTicket',
    summary: 'Where the case stands.',
    security: [{ token: [] }],
    parameters: [parameter('FeedbackId'), parameter('Site'), parameter('IfNoneMatch'), parameter('AcceptLanguage')],
    responses: {
      200: answer('The ticket.', schema('Ticket'), etag),
      ...notModified,
      401: { $ref: '#/components/responses/NotAllowed' },
      404: problem('No such feedback for this token.'),
      ...retryLater,
    },
  },
};

const tickets = {
  post: {
    operationId: 'listTickets',
    summary: '"My feedback" in one round trip.',
    parameters: [parameter('Site'), parameter('AcceptLanguage')],
    requestBody: required(object({ tokens: { type: 'array', items: text, description: 'Status tokens of the receipts.' } })),
    responses: { 200: answer('Tickets of the tokens that are known.', schema('TicketList')), ...refused, ...retryLater },
  },
};

const policy = {
  get: {
    operationId: 'getPolicy',
    summary: "The merchant's rules that a device needs; the device keeps the last good ones.",
    parameters: [{ name: 'site', in: 'query', required: true, schema: text }, parameter('IfNoneMatch')],
    responses: { 200: answer('The policy.', schema('Policy'), etag), ...notModified, 404: problem('No such site.'), ...retryLater },
  },
};

const idea = object({ id: text, title: text, votes: { type: 'integer' }, voted: { type: 'boolean' } }, ['id', 'title', 'votes']);
const ideas = {
  get: {
    operationId: 'listIdeas',
    summary: 'Ideas that can be voted for.',
    parameters: [parameter('Site'), parameter('AcceptLanguage')],
    responses: { 200: answer('The ideas.', object({ ideas: { type: 'array', items: idea } })), ...retryLater },
  },
};
const votes = {
  post: {
    operationId: 'voteForIdea',
    summary: 'One vote a subject; a repeat is harmless.',
    parameters: [{ name: 'id', in: 'path', required: true, schema: text }, parameter('Site'), parameter('IdempotencyKey')],
    requestBody: required(object({ id: schema('EventId'), subject: text })),
    responses: {
      201: answer('Counted.', object({ id: text })),
      200: answer('Counted before.', object({ id: text })),
      ...refused,
      ...retryLater,
    },
  },
};

const formSteps = {
  post: {
    operationId: 'postFormSteps',
    summary: 'Optional measurements; only with consent, never retried.',
    parameters: [parameter('Site')],
    requestBody: required(object({ steps: { type: 'array', items: { type: 'object' } } })),
    responses: { 202: { description: 'Taken.' }, ...refused },
  },
};

const health = {
  get: { operationId: 'getHealth', summary: 'For monitors.', responses: { 200: answer('Alive.', schema('Health')) } },
};

/** @param {string} name @param {string} description @param {unknown} [body] */
const header = (name, description, body = text) => ({ name, in: 'header', description, schema: body });
/** @param {string} name @param {string} component */
const id = (name, component) => ({ name, in: 'path', required: true, schema: schema(component) });

const parameters = {
  Site: { ...header('Yijian-Site', 'Public site key.'), required: true },
  IdempotencyKey: header('Idempotency-Key', "Mirrors the body's id."),
  SentAt: header('Yijian-Sent-At', "Device time of this attempt; with the server's clock it gives the clock error."),
  Rtt: header('Yijian-Rtt', 'Last round trip in milliseconds.'),
  AcceptLanguage: header('Accept-Language', 'Languages for texts in the answer.'),
  IfNoneMatch: header('If-None-Match', 'ETag of the copy at hand.'),
  FeedbackId: id('id', 'FeedbackId'),
  AttachmentId: id('attachmentId', 'AttachmentId'),
};

/**
 * Protocol v1 as an OpenAPI 3.1 document around the given components.
 * @param {Record<string, unknown>} schemas
 * @param {string} version
 */
export function openApi(schemas, version) {
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Yijian protocol v1',
      version,
      description:
        'What travels between a device and a backend. Generated from sdk/src/contract. Unknown fields are ignored by both sides.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '{endpoint}', variables: { endpoint: { default: '/', description: "The merchant's endpoint." } } }],
    paths: {
      '/v1/feedback': feedback,
      '/v1/feedback/{id}': ticket,
      '/v1/feedback/{id}/events': events,
      '/v1/feedback/{id}/attachments/{attachmentId}': attachments,
      '/v1/tickets': tickets,
      '/v1/policy': policy,
      '/v1/ideas': ideas,
      '/v1/ideas/{id}/votes': votes,
      '/v1/form-steps': formSteps,
      '/v1/health': health,
    },
    components: {
      schemas,
      parameters,
      headers: {
        ETag: { description: 'Version of this answer.', schema: text },
        RetryAfter: { description: 'Seconds or an HTTP date; devices believe up to one hour.', schema: text },
      },
      responses: {
        BadRequest: problem('Not a valid body; `errors[]` point at the faults.'),
        NotAllowed: problem('The token is missing, wrong or expired.'),
        RetryLater: { ...problem('Later, with the same id.'), headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: "The receipt's `statusToken`, or a signed order token." },
      },
    },
  };
}
