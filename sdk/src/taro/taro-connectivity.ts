import type { Connectivity } from '../core/index.js';
import type { TaroApi, TaroNetwork } from './taro-api.js';
import { call } from './taro-call.js';

export interface TaroConnectivity extends Connectivity {
  /** Calls each time the network is back. */
  onOnline(listener: () => void): void;
}

/** What the platform said last, asked again each time the app is shown; online until it says otherwise. */
export function createTaroConnectivity(taro: TaroApi): TaroConnectivity {
  const listeners = new Set<() => void>();
  let online = true;
  let heard = 0;

  const hear = (state: TaroNetwork) => {
    const before = online;
    online = !isNone(state);
    if (online && !before) for (const listener of listeners) listener();
  };
  if (typeof taro.onNetworkStatusChange === 'function') {
    taro.onNetworkStatusChange((state) => {
      heard++;
      hear(state);
    });
  }
  const ask = () => {
    const before = heard;
    // A change that came in the meantime is newer than this answer; without an answer it stays as it was.
    call<TaroNetwork>(taro, 'getNetworkType').then(
      (state) => void (before === heard && hear(state)),
      () => undefined,
    );
  };
  ask();
  // What changed while the logic stood still may never be told: an app that went offline would then be so until its next launch.
  taro.onAppShow?.(ask);
  return { isOnline: () => online, onOnline: (listener) => void listeners.add(listener) };
}

function isNone({ networkType = '', isConnected, networkAvailable }: TaroNetwork): boolean {
  return isConnected === false || networkAvailable === false || /^(none|notreachable)$/i.test(networkType);
}
