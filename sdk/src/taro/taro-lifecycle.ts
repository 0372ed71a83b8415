import type { Lifecycle } from '../core/index.js';
import { createLifecycle } from '../memory/index.js';
import type { TaroApi } from './taro-api.js';
import type { TaroApp } from './taro-app.js';
import { call } from './taro-call.js';
import type { TaroConnectivity } from './taro-connectivity.js';

export interface LifecycleOptions {
  readonly taro: TaroApi;
  readonly app: TaroApp;
  readonly connectivity: TaroConnectivity;
  readonly leaveMessage: string | undefined;
}

/** The app comes and goes as a whole; the other clients that run in it are its tabs. */
export function createTaroLifecycle({ taro, app, connectivity, leaveMessage }: LifecycleOptions): Lifecycle {
  const { wake, hide, onWake, onHide, onAnnounced, announce } = createLifecycle(app.tabs);
  let guarded = false;
  connectivity.onOnline(wake);
  taro.onAppShow?.(wake);
  taro.onAppHide?.(hide);

  return {
    onWake,
    onHide,
    onAnnounced,
    announce,
    guard(unsafe) {
      if (unsafe === guarded || leaveMessage === undefined) return;
      guarded = unsafe;
      const done = unsafe ? call(taro, 'enableAlertBeforeUnload', { message: leaveMessage }) : call(taro, 'disableAlertBeforeUnload');
      // Not every client can ask, and none asks on its first page: the customer was told on the screen.
      done.catch(() => undefined);
    },
  };
}
