import type { en } from '@yijian/sdk/messages/en';
import type { Entry, FeedbackClient, FormState } from '@yijian/sdk/web';

/** Everything that views take from the SDK: the form, the messages and types; never a port or an adapter. */
export { format } from '@yijian/sdk/messages/en';
export type { AttachmentView, Entry, FeedbackClient, FeedbackForm, FormState } from '@yijian/sdk/web';

export type Catalogue = typeof en;
/** What the first screen is drawn with. */
export type FirstCatalogue = Pick<Catalogue, 'trigger' | 'first'>;
export type Message = Catalogue['first']['items'];
export type Fault = NonNullable<Entry['fault']>;
export type Order = FormState<Blob>['order'];
export type Rating = FormState<Blob>['rating'];
export type ItemChoice = FormState<Blob>['items'][number];
export type PhotoChoice = FormState<Blob>['photos'][number];
export type ReasonTab = FormState<Blob>['tab'];
export type Policy = NonNullable<Awaited<ReturnType<FeedbackClient<Blob>['policy']>>>;
export type Ticket = Awaited<ReturnType<FeedbackClient<Blob>['tickets']['list']>>[number];
