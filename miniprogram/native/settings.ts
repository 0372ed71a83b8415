import type { FeedbackSettings, Opening } from '@yijian/taro';

/** What a host binds to `props`. */
export type NativeProps = FeedbackSettings & Pick<Opening, 'order' | 'display'>;

/** Not the app's: what is about one order, and what Taro adds, which holds the component for ever. */
const others = /^(order|display|\$scope|forwardedRef|reactReduxForwardedRef)$/;

/** The settings in it; undefined while the host has none yet, because Taro draws before it is told. */
export function settingsOf(props: Partial<NativeProps>): FeedbackSettings | undefined {
  const { site, endpoint } = props;
  if (!site || !endpoint) return undefined;
  return { ...Object.fromEntries(Object.entries(props).filter(([name]) => !others.test(name))), site, endpoint };
}
