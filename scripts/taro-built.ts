import { ensureTaroBuilt } from './taro.mjs';

/** The mini-programs that the tests run, as their sources are now. */
export const setup = () => ensureTaroBuilt();
