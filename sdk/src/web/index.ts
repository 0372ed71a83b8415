/** The SDK in a browser. */
import { createClient, type FeedbackClient, type FeedbackOptions } from '../core/index.js';
import { createWebPlatform, type WebPlatformOptions } from './platform.js';

export type { LoaderTap } from './loader-record.js';
export { createWebPlatform } from './platform.js';
export type { WebPlatform, WebPlatformOptions } from './platform.js';
export type { PhotoCode, PhotoSource } from './photo/photo-source.js';
export { elementAttributes, pageOrder } from './page-order.js';
export {
  createClient,
  createForm,
  FeedbackError,
  instantPattern,
  isFeedbackError,
  orderEntries,
  orderStates,
  polarityOf,
  thumbRating,
} from '../core/index.js';
export type {
  AttachmentInput,
  AttachmentView,
  DeliveryState,
  Entry,
  FeedbackClient,
  FeedbackErrorCode,
  FeedbackEvents,
  FeedbackForm,
  FeedbackOptions,
  FormOptions,
  FormState,
  OrderSource,
  TapInput,
  Unsubscribe,
} from '../core/index.js';

/**
 * A client for this page; photos are `Blob`s, as a file input gives them.
 * Without `photo` the photo code is imported with the first photo and runs on the page.
 */
export function createFeedback(options: FeedbackOptions & Partial<Pick<WebPlatformOptions, 'photo'>>): FeedbackClient<Blob> {
  const photo = options.photo ?? { load: () => import('./photo/index.js') };
  return createClient(options, createWebPlatform({ site: options.site, photo }));
}
