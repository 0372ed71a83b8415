import { request as httpRequest } from 'node:http';

/**
 * One answer as it travels.
 * @typedef {{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }} Answer
 */

/**
 * Asks the backend the same thing and resolves with its whole answer; rejects if there is none.
 * @param {{ origin: URL, agent: import('node:http').Agent }} backend
 * @param {import('node:http').IncomingMessage} incoming
 * @param {Buffer} body
 * @returns {Promise<Answer>}
 */
export function forward({ origin, agent }, { method, url, headers }, body) {
  return new Promise((resolve, reject) => {
    const { connection: _, 'transfer-encoding': __, ...kept } = headers;
    const outgoing = httpRequest(
      origin,
      { agent, method, path: url, headers: { ...kept, 'content-length': body.byteLength } },
      (response) => {
        readBody(response).then((bytes) => resolve({ status: response.statusCode ?? 502, headers: response.headers, body: bytes }), reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/**
 * An answer that the proxy makes up.
 * @param {number} status
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {string} text
 * @returns {Answer}
 */
export const ours = (status, headers, text) => ({
  status,
  headers: { date: new Date().toUTCString(), ...headers },
  body: Buffer.from(text),
});

/**
 * Sends the answer, whole or cut.
 * @param {import('node:http').ServerResponse} answer
 * @param {Answer} told
 * @param {number} [cutAfter] bytes of the body after which the connection ends
 */
export function send(answer, { status, headers, body }, cutAfter) {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = headers;
  const bodiless = status === 204 || status === 304;
  answer.writeHead(status, { ...kept, ...(bodiless ? {} : { 'content-length': body.byteLength }) });
  if (cutAfter === undefined) answer.end(bodiless ? undefined : body);
  else answer.write(body.subarray(0, cutAfter), () => answer.socket?.destroy());
}

/**
 * The whole body, or as much as has come when the given share of the announced length is there. Rejects if the other side hangs up.
 * @param {import('node:http').IncomingMessage} message
 * @param {number} [share]
 */
export async function readBody(message, share = 1) {
  const wanted = share < 1 ? Math.floor(Number(message.headers['content-length'] ?? 0) * share) : Infinity;
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  // Not `for await`: leaving that loop early would destroy the connection in its own way.
  await new Promise((resolve, reject) => {
    if (wanted === 0) return resolve(undefined);
    if (message.destroyed && !message.readableEnded) return reject(new Error('the other side hung up'));
    message.on('data', (/** @type {Buffer} */ chunk) => {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length >= wanted) resolve(undefined);
    });
    message.on('end', resolve);
    message.on('error', reject);
    message.on('close', () => reject(new Error('the other side hung up')));
  });
  return Buffer.concat(chunks);
}

/**
 * Resolves after so many milliseconds, or when the socket ends.
 * @param {number} ms
 * @param {import('node:net').Socket} socket
 */
export function delay(ms, socket) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
