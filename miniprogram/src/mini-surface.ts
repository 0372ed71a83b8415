import Taro from '@tarojs/taro';
import { channels, createClient, createTaroPlatform, type TaroApi, type TaroEnv } from '@yijian/sdk/taro';
import type { FeedbackSettings, Surface } from './settings.js';

/** WeChat, Alipay or Douyin. */
export function miniSurface(options: FeedbackSettings): Surface {
  const env = process.env.TARO_ENV as TaroEnv;
  const platform = createTaroPlatform({ taro: Taro as unknown as TaroApi, env, site: options.site });
  return {
    client: createClient({ ...options, channel: channels[env] }, platform),
    isOnline: () => platform.connectivity.isOnline(),
  };
}
