import { firstEn, firstZhCN } from '@yijian/sdk/messages/first';
import { triggerEn, triggerZhCN } from '@yijian/sdk/messages/triggers';
import type { FirstCatalogue } from '../sheet/sdk.js';

/** What the first screen needs of every language that ships, so that it waits for no second file. */
export const firstWords: Readonly<Record<string, FirstCatalogue>> = {
  'zh-CN': { trigger: triggerZhCN, first: firstZhCN },
  en: { trigger: triggerEn, first: firstEn },
};
