import { createFiles, userFolder, type Files } from './files.js';
import type { Call, DeviceNews, Fault, Outcome } from './messages.js';
import { createNetwork, type Network } from './network.js';
import { Refusal } from './refusal.js';
import { createStorage, type Stored } from './storage.js';

/** Milliseconds that an app goes on in the background. */
const untilSuspended = 5_000;

/** What outlives the app. */
export interface Memory {
  readonly stored: Stored;
  readonly saved: Files['saved'];
}

/** What the customer did outside of the app, and what they answered there. */
export interface Surroundings {
  clipboard: string;
  readonly calls: string[];
  subscription: 'accept' | 'reject' | 'ban';
  /** Functions that fail until they are taken out, by name. */
  /** Language of the phone, as WeChat names it. */
  readonly language: string;
  readonly theme: 'light' | 'dark';
  readonly refusals: Map<string, Fault>;
}

/** One run of the app on a device: everything that neither thread can do itself. */
export interface Device {
  readonly files: Files;
  readonly network: Network;
  readonly system: Readonly<Record<string, unknown>>;
  call(call: Call): Promise<Outcome>;
  /** For calls that answer before anything else happens. */
  callNow(call: Call): Outcome;
  hide(): void;
  show(): void;
  end(): void;
}

export interface DeviceOptions {
  readonly endpoint: string;
  readonly memory: Memory;
  readonly surroundings: Surroundings;
  readonly tell: (news: DeviceNews) => void;
}

export function createDevice({ endpoint, memory, surroundings, tell }: DeviceOptions): Device {
  const files = createFiles(memory.saved);
  const network = createNetwork({ endpoint, tell });
  let suspending: NodeJS.Timeout | undefined;

  const functions: Readonly<Record<string, (args: Call['args']) => unknown>> = {
    ...createStorage(memory.stored),
    ...files.functions,
    getNetworkType: () => ({ networkType: network.online ? 'wifi' : 'none' }),
    abort: ({ id }) => network.abort(Number(id)),
    makePhoneCall: ({ phoneNumber }) => void surroundings.calls.push(String(phoneNumber)),
    setClipboardData: ({ data }) => void (surroundings.clipboard = String(data)),
    getClipboardData: () => ({ data: surroundings.clipboard }),
    requestSubscribeMessage: ({ tmplIds }) =>
      Object.fromEntries((tmplIds as readonly string[]).map((id) => [id, surroundings.subscription])),
    // The view asks before it does what is its own to do.
    mayCall: ({ name }) => refuse(String(name)),
  };

  function refuse(name: string): void {
    const fault = surroundings.refusals.get(name);
    if (fault) throw new Refusal(fault.reason, fault.errno);
  }

  const callNow = ({ name, args }: Call): Outcome => {
    try {
      const work = functions[name];
      if (!work) throw new Refusal('not supported');
      refuse(name);
      return { result: work(args) ?? {} };
    } catch (error) {
      if (error instanceof Refusal) return { fault: error.fault };
      throw error;
    }
  };

  return {
    files,
    network,
    system: {
      ...{ brand: 'Xiaomi', model: 'Pixel', platform: 'android', system: 'Android 14', language: surroundings.language, version: '8.0.50' },
      ...{ SDKVersion: '3.7.0', pixelRatio: 3, theme: surroundings.theme, fontSizeSetting: 16, userDataPath: userFolder },
      ...{ screenWidth: 390, screenHeight: 844, windowWidth: 390, windowHeight: 753, statusBarHeight: 47 },
      safeArea: { top: 47, left: 0, right: 390, bottom: 844, width: 390, height: 797 },
    },
    async call(call) {
      if (call.name === 'request') return network.request(call);
      if (call.name !== 'uploadFile') return callNow(call);
      const found = files.temporary.get(String(call.args['filePath'])) ?? files.saved.get(String(call.args['filePath']));
      return found ? network.upload(call, found) : { fault: { reason: 'file not found' } };
    },
    callNow,
    hide() {
      tell({ type: 'hide' });
      suspending = setTimeout(() => {
        tell({ type: 'suspend' });
        network.breakOff('interrupted');
      }, untilSuspended);
    },
    show() {
      clearTimeout(suspending);
      tell({ type: 'show' });
    },
    end() {
      clearTimeout(suspending);
      network.breakOff('killed');
    },
  };
}
