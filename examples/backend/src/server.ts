import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

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
