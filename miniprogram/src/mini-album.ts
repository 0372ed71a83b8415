import Taro from '@tarojs/taro';
import { pick, type TaroApi, type TaroEnv } from '@yijian/sdk/taro';
import { ask } from './ask.js';
import { miniMessages } from './messages.js';
import type { Album } from './settings.js';

/** WeChat's, Alipay's or Douyin's. */
export function miniAlbum(locale: string): Album {
  const env = process.env.TARO_ENV as TaroEnv;
  return {
    async pick(from, video, max) {
      const kind = !video ? 'photo' : env === 'alipay' ? await photoOrVideo(locale) : 'either';
      return kind ? pick(Taro as unknown as TaroApi, env, { kind, max, from: [from] }) : { reason: 'cancelled' };
    },
    pathOf: ({ path }) => path,
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
