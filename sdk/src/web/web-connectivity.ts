import type { Connectivity } from '../core/index.js';

/** The browser's own opinion, which is sure only when it says offline. */
export const webConnectivity: Connectivity = { isOnline: () => navigator.onLine !== false };

/** Why an exchange failed, as far as a browser lets anybody know. */
export function failureCause(): 'network' | 'offline' {
  return webConnectivity.isOnline() ? 'network' : 'offline';
}
