import type { PropsWithChildren } from 'react';

/** Stands in for `@yijian/taro` in the build that tells what the package weighs. */
export const FeedbackProvider = ({ children }: PropsWithChildren) => <>{children}</>;
export const FeedbackButton = () => null;
export const FeedbackPage = () => null;
export const openFeedback = () => undefined;
export const confirmReceipt = () => undefined;
