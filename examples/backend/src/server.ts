import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { ProblemError, problemResponse, type ProblemType } from './wire/problem.js';

export interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Answers what has begun, cuts what does not end within a second. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes any free one. Rejects with a sentence for people when the port is taken. */
export function listen(app: Pick<Hono, 'fetch'>, port = 0): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    // Replacing the global Request and Response would reach into whatever else runs in this process.
    const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
    // Node's own answer to a body that ends early is 400, after which a device puts a photo aside; it shall come again.
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
      const isCut = /^HPE_INVALID_(EOF_STATE|CHUNK_SIZE)$|_TIMEOUT$/.test(error.code ?? '');
      void refuse(socket, isCut ? 'incomplete-body' : error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large-headers' : 'invalid-request');
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken: stop what listens there, or choose another with PORT=…`) : error,
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      let closing: Promise<void> | undefined;
      resolve({
        url: `http://127.0.0.1:${bound}`,
        port: bound,
        close: () =>
          (closing ??= new Promise<void>((closed) => {
            const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 1000);
            server.close(() => {
              clearTimeout(cut);
              closed();
            });
            if ('closeIdleConnections' in server) server.closeIdleConnections();
          })),
      });
    });
  });
}

/** Answers where no request came about that an app could answer. */
async function refuse(socket: Duplex, type: ProblemType): Promise<void> {
  const answer = problemResponse(new ProblemError(type));
  const body = await answer.text();
  const headers = [...answer.headers, ['content-length', String(Buffer.byteLength(body))], ['connection', 'close']];
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n${head}\r\n${body}`);
}
