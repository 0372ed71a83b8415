import type { ReactNode } from 'react';
import type { FeedbackClient, TaroFile } from '@yijian/sdk/taro';
import { begin } from './session.js';
import type { FeedbackSettings } from './settings.js';
import { useSession } from './use-session.js';

/** Begins the session of the app, which carries what earlier runs left; stands in the app component, draws nothing. */
export function FeedbackProvider({ children, ...settings }: FeedbackSettings & { children?: ReactNode }): ReactNode {
  // In the first render, so that a page below finds it.
  begin(settings);
  return children ?? null;
}

/** The client of the app, for merchants who draw their own form; undefined until the provider has begun it. */
export function useFeedback(): FeedbackClient<TaroFile> | undefined {
  return useSession()?.client;
}
