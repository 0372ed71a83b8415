/** The SDK in a mini-program (WeChat, Alipay, Douyin), through Taro or on the platform's own object. */
import { createClient, type FeedbackClient, type FeedbackOptions } from '../core/index.js';
import { createTaroPlatform, type TaroPlatformOptions } from './platform.js';
import type { TaroFile } from './taro-api.js';

export { createTaroPlatform } from './platform.js';
export type { TaroPlatform, TaroPlatformOptions } from './platform.js';
export { pick } from './taro-picker.js';
export type { Picked, PickWish } from './taro-picker.js';
export type { TaroApi, TaroCall, TaroEnv, TaroFile, TaroNetwork } from './taro-api.js';
export { TaroError } from './taro-call.js';
export type { TaroReason } from './taro-call.js';
export type { TaroByteStore } from './taro-byte-store.js';
export { createClient, createForm, FeedbackError, isFeedbackError, polarityOf, thumbRating } from '../core/index.js';
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

/** Where the customer writes, by platform. */
export const channels = { weapp: 'mp_weixin', alipay: 'mp_alipay', tt: 'mp_douyin' } as const;

/** A client for this app; photos are temporary files, as `pick` returns them. `channel` is that of the platform unless it is given. */
export function createFeedback(
  options: FeedbackOptions & Pick<TaroPlatformOptions, 'taro' | 'env' | 'leaveMessage'>,
): FeedbackClient<TaroFile> {
  return createClient({ channel: channels[options.env], ...options }, createTaroPlatform(options));
}
