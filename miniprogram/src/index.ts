/** Feedback in a mini-program: one tap on an order page, and a page for the rest. */
import type { ReactElement } from 'react';
import { FeedbackButton as Button } from './button.js';
import { FeedbackPage as Page } from './page.js';
import type { Opening } from './settings.js';
import './host.js';

export { FeedbackProvider, useFeedback } from './provider.js';
export { confirmReceipt, openFeedback } from './session.js';
export type { FeedbackSettings, Opening, Order } from './settings.js';

// Drawn by the host's own React or Preact, whose elements they are.
export const FeedbackButton = Button as unknown as (props: Pick<Opening, 'order' | 'display'>) => ReactElement;
export const FeedbackPage = Page as unknown as () => ReactElement;
