import { createFeedback } from '@yijian/sdk/web';
import type { FeedbackSettings, Surface } from './settings.js';

/** The H5 build: a browser's ports. */
export function webSurface(options: FeedbackSettings): Surface {
  // Its files are blobs; the screens only hand them on.
  return {
    client: createFeedback({ ...options, channel: 'h5' }) as unknown as Surface['client'],
    isOnline: () => navigator.onLine,
  };
}
