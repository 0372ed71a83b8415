import Taro from '@tarojs/taro';
import { channels, createClient, createTaroPlatform, pick, type TaroApi, type TaroEnv } from '@yijian/sdk/taro';
import type { FeedbackSettings, Surface } from './settings.js';

/** WeChat, Alipay or Douyin. */
export function miniSurface(options: FeedbackSettings): Surface {
  const env = process.env.TARO_ENV as TaroEnv;
  const taro = Taro as unknown as TaroApi;
  const platform = createTaroPlatform({ taro, env, site: options.site });
  return {
    client: createClient({ ...options, channel: channels[env] }, platform),
    pick: (from, video, max) => pick(taro, env, { kind: video ? 'video' : 'photo', max, from: [from] }),
    pathOf: ({ path }) => path,
    isOnline: () => platform.connectivity.isOnline(),
  };
}
