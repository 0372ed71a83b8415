import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../core/index.js';
import type { Random } from '../testing/simulator/random.js';
import type { Scheduler } from '../testing/simulator/scheduler.js';
import type { Server } from '../testing/simulator/server.js';
import {
  asHttpRequest,
  type AppParts,
  type Bytes,
  type FakeDevice,
  type NetAnswer,
  type NetRequest,
  type Options,
} from './fake-device.fixture.js';

/** The network of one life of an app: what it sends may arrive after its end, and answers may not. */
export interface MortalNetwork {
  readonly send: AppParts['send'];
  /** What is under way fails, as it does some seconds after the app went into the background; it may arrive all the same. */
  interrupt(): void;
}

export interface MortalNetworkOptions {
  readonly device: FakeDevice;
  readonly server: Server;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly isAlive: () => boolean;
  /** Calls back into the app, now or when it is shown again. */
  readonly into: (call: () => void) => void;
  /** One thing happened; the app may die of it. */
  readonly step: (what: string) => void;
}

export function createMortalNetwork(options: MortalNetworkOptions): MortalNetwork {
  const { device, server, scheduler, random, isAlive, into, step } = options;
  const flying = new Set<(text: string) => void>();

  return {
    send: (name, read, tell) => (given) =>
      isAlive() ? transfer(name, given, read, tell) : device.dialect.returns(new Promise(() => undefined), { abort: () => undefined }),
    interrupt() {
      for (const breakOff of [...flying]) breakOff('interrupted');
    },
  };

  function transfer(
    name: 'request' | 'uploadFile',
    given: Options,
    read: (options: Options) => NetRequest,
    tell: (answer: NetAnswer & object, options: Options) => unknown,
  ): unknown {
    const heads = new Set<(head: object) => void>();
    const progress = new Set<(sent: object) => void>();
    let breakOff: (text: string) => void = () => undefined;
    const result = new Promise((resolve, reject) => {
      let open = true;
      const end = (call: () => void) => {
        if (!open) return;
        open = false;
        flying.delete(breakOff);
        into(call);
      };
      const failed = (error: unknown) => end(() => (given.fail?.(error), reject(error as Error)));
      breakOff = (text) => failed(device.dialect.fault(name, text));
      flying.add(breakOff);
      const noNetwork = () => breakOff('net::ERR_INTERNET_DISCONNECTED');

      scheduler.at(random.int(4), () => {
        step(`before ${name}`);
        if (!isAlive()) return;
        let request: NetRequest;
        try {
          request = read(given);
        } catch (error) {
          return failed(error);
        }
        if (!device.online) return noNetwork();
        if (request.upload) {
          const total = request.upload.bytes.length + 300;
          scheduler.at(random.int(60), () => {
            if (open) into(() => progress.forEach((hear) => hear({ totalBytesSent: total / 2, totalBytesExpectedToSend: total })));
          });
        }
        scheduler.at(random.int(150), () => {
          // What was stopped, interrupted or sent by an app that died may have left the phone already.
          if ((!isAlive() || !open) && random.chance(0.5)) return;
          if (!device.online) return noNetwork();
          const { answer, slow } = atServer(request);
          step(`after ${name} reached the server`);
          if (!answer) return;
          scheduler.at(slow ? random.int(40_000) : random.int(150), () => {
            let come = fromServer(answer);
            // Who does not intercept a redirect follows it, here to a sign-in page.
            if (come !== 'breaks' && come.status === 302 && name === 'request' && given['redirect'] !== 'manual')
              come = { status: 200, headers: { 'content-type': 'text/html' }, text: '<html>Sign in</html>' };
            if (come === 'breaks') return breakOff('net::ERR_CONNECTION_RESET');
            const { status, headers } = come;
            const told = come;
            if (open) into(() => heads.forEach((hear) => hear({ statusCode: status, header: headers, headers })));
            try {
              const value = tell(told, given);
              end(() => (given.success?.(value), resolve(value)));
            } catch (error) {
              failed(error);
            }
          });
        });
      });
    });
    const task = {
      abort: () => breakOff('abort'),
      onHeadersReceived: (hear: (head: object) => void) => void heads.add(hear),
      onProgressUpdate: (hear: (sent: object) => void) => void progress.add(hear),
    };
    result.catch(() => undefined);
    return device.dialect.returns(result, task);
  }

  function atServer(request: NetRequest) {
    const { upload } = request;
    const offset = Number(upload?.fields['offset'] ?? 0);
    const content = upload ? ' '.repeat(offset) + latin1(upload.bytes) : undefined;
    return server.handle(asHttpRequest(request, offset), () => content);
  }
}

/** An answer of the simulated server as it comes through the network. */
function fromServer(answer: HttpAnswer): Exclude<NetAnswer, 'stalls'> {
  if (!('cause' in answer)) return answer;
  return answer.cause === 'redirect' ? { status: 302, headers: { Location: 'https://sign-in.example/' }, text: '' } : 'breaks';
}

/** One character a byte. */
export function latin1(bytes: Bytes): string {
  return Buffer.from(bytes).toString('latin1');
}

/** SHA-256 of bytes that stand as characters. */
export function sha256Of(content: string): string {
  return createHash('sha256').update(content, 'latin1').digest('hex');
}
