import Taro from '@tarojs/taro';

type Name = 'setNavigationBarTitle' | 'openSetting' | 'makePhoneCall' | 'setClipboardData' | 'requestSubscribeMessage' | 'showActionSheet';
type Answer = (answer: unknown) => void;

/** Whether the platform has it: each lacks others. */
export const has = (name: Name): boolean => typeof (Taro as unknown as Record<string, unknown>)[name] === 'function';

/** Asks the platform for something that nothing depends on; told by callback on all of them, whatever a promise says. */
export function ask(name: Name, options: object, success: Answer = () => undefined, fail: Answer = () => undefined): void {
  if (!has(name)) return fail(undefined);
  const asked: unknown = (Taro as unknown as Record<string, (options: object) => unknown>)[name]?.({ ...options, success, fail });
  if (asked instanceof Promise) asked.catch(() => undefined);
}

/** What the platform says of the app: its language, and whether it is dark; nothing where it does not tell. */
export function appInfo(): { readonly language?: string; readonly theme?: string } {
  try {
    return Taro.getAppBaseInfo?.() ?? Taro.getSystemInfoSync();
  } catch {
    return {};
  }
}
