export { createClient } from './client.js';
export { createForm } from './form.js';
export { polarityOf, thumbRating } from './capture/submission.js';
export { FeedbackError, isFeedbackError } from './errors.js';
export type { FeedbackErrorCode } from './errors.js';
export type { AttachmentInput, FeedbackClient, FeedbackEvents, FeedbackOptions, TapInput, Unsubscribe } from './api.js';
export type { AttachmentView, DeliveryState, Entry } from './deliver/entry.js';
export type {
  FeedbackForm,
  FormClient,
  FormIssue,
  FormOptions,
  FormState,
  ItemChoice,
  PhotoChoice,
  ReasonSection,
  ReasonTab,
} from './form-state.js';
export type { OrderSource, Step, TapStep } from './capture/step.js';
export { instantPattern, lateMinutes, orderEntries, orderStates, readOrder } from './capture/order-context.js';
export { reasonRule, reasonTree } from './triage/reasons.js';
export type { Family, Moment, ReasonRule } from './triage/reasons.js';
export { offeredReasons } from './triage/offered-reasons.js';
export type { AttachmentState, Fault } from './deliver/outbox-record.js';
export type {
  ByteStore,
  Cancellation,
  Clock,
  Connectivity,
  FilePart,
  Http,
  HttpAnswer,
  HttpRequest,
  ImageFacts,
  ImageFormat,
  ImagePort,
  Lifecycle,
  Lock,
  Marker,
  Platform,
  RecordStore,
  Stored,
} from './ports.js';
export { format } from './messages/format.js';
export type { Catalogue, Counted, Message } from './messages/catalogue.js';
export { version } from './version.js';
