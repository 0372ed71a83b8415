/** The page by itself, so that its code goes where the page goes: into a subpackage. */
import type { ReactElement } from 'react';
import './page.css';
import { FeedbackPage as Page } from './page.js';
import type { Opening } from './settings.js';

/** The feedback page: the whole file of a page is `export { FeedbackPage as default } from '@yijian/taro/page'`. */
export const FeedbackPage = Page as unknown as (props: Pick<Opening, 'order' | 'display'>) => ReactElement;
