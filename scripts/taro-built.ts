import { ensureNativeShop, ensureTaroBuilt } from './taro.mjs';

/** What this project's tests run, as its sources are now. */
export async function setup() {
  await ensureTaroBuilt(['weapp', 'alipay', 'tt', 'weapp-react', 'weapp-plugin']);
  await ensureNativeShop();
}
