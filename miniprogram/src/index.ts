/** Feedback in a mini-program: one tap on an order page; the page for the rest is `@yijian/taro/page`. */
import type { ReactElement } from 'react';
import './button.css';
import { FeedbackButton as Button } from './button.js';
import type { Opening } from './settings.js';
import './host.cjs';

export { FeedbackProvider, useFeedback } from './provider.js';
export { confirmReceipt, openFeedback } from './session.js';
export type { FeedbackSettings, Opening, Order } from './settings.js';

// Drawn by the host's own React or Preact, whose element it is.
export const FeedbackButton = Button as unknown as (props: Pick<Opening, 'order' | 'display'>) => ReactElement;
