import type { Connectivity } from '../core/index.js';
import type { TaroApi, TaroNetwork } from './taro-api.js';
import { call } from './taro-call.js';

export interface TaroConnectivity extends Connectivity {
  /** Calls each time the network is back. */
  onOnline(listener: () => void): void;
}

/** What the platform said last; online until it says otherwise. */
export function createTaroConnectivity(taro: TaroApi): TaroConnectivity {
  const listeners = new Set<() => void>();
  let online = true;
  let changed = false;

  const hear = (state: TaroNetwork) => {
    const before = online;
    online = !isNone(state);
    if (online && !before) for (const listener of listeners) listener();
  };
  if (typeof taro.onNetworkStatusChange === 'function') {
    taro.onNetworkStatusChange((state) => {
      changed = true;
      hear(state);
    });
  }
  // A change that came in the meantime is newer than this answer; without an answer it counts as online.
  call<TaroNetwork>(taro, 'getNetworkType').then(
    (state) => changed || hear(state),
    () => undefined,
  );
  return { isOnline: () => online, onOnline: (listener) => void listeners.add(listener) };
}

function isNone({ networkType = '', isConnected, networkAvailable }: TaroNetwork): boolean {
  return isConnected === false || networkAvailable === false || /^(none|notreachable)$/i.test(networkType);
}
