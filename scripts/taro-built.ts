import { ensureTaroBuilt } from './taro.mjs';

/** What this project's tests run, as its sources are now. */
export const setup = () => ensureTaroBuilt(['weapp', 'alipay', 'tt', 'weapp-react', 'weapp-plugin']);
