import Taro from '@tarojs/taro';
import { channels, createClient, createTaroPlatform, pick, type TaroApi, type TaroEnv } from '@yijian/sdk/taro';
import { ask } from './ask.js';
import { miniMessages } from './messages.js';
import type { FeedbackSettings, Surface } from './settings.js';

/** WeChat, Alipay or Douyin. */
export function miniSurface(options: FeedbackSettings & { readonly locale: string }): Surface {
  const env = process.env.TARO_ENV as TaroEnv;
  const taro = Taro as unknown as TaroApi;
  const platform = createTaroPlatform({ taro, env, site: options.site });
  return {
    client: createClient({ ...options, channel: channels[env] }, platform),
    async pick(from, video, max) {
      const kind = !video ? 'photo' : env === 'alipay' ? await photoOrVideo(options.locale) : 'either';
      return kind ? pick(taro, env, { kind, max, from: [from] }) : { reason: 'cancelled' };
    },
    pathOf: ({ path }) => path,
    isOnline: () => platform.connectivity.isOnline(),
  };
}

/** Alipay has a picker for each and none for both; undefined where the customer turned back. */
function photoOrVideo(locale: string): Promise<'photo' | 'video' | undefined> {
  const { photo, video } = miniMessages(locale);
  return new Promise((resolve) => {
    const chosen = (answer: unknown): void => {
      const { tapIndex, index = tapIndex } = answer as { readonly tapIndex?: number; readonly index?: number };
      resolve((['photo', 'video'] as const)[index ?? -1]);
    };
    ask('showActionSheet', { itemList: [photo, video] }, chosen, (refusal) => resolve(refusal === undefined ? 'photo' : undefined));
  });
}
