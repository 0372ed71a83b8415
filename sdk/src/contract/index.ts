/** The wire, protocol v1: schemas are the source, `openapi.json` and the JSON Schemas are generated from them. */
export { amount, attachmentId, eventId, feedbackId, instant, sha256 } from './primitives.js';
export {
  attachment,
  category,
  channel,
  client,
  consent,
  details,
  entry,
  hints,
  order,
  orderItem,
  orderState,
  rating,
  reason,
  reasonItem,
  score,
  subject,
  submission,
  wish,
} from './submission.js';
export type {
  Category,
  Channel,
  Consent,
  Details,
  Hints,
  Order,
  OrderItem,
  OrderState,
  Rating,
  Reason,
  ReasonItem,
  Score,
  Submission,
  Wish,
} from './submission.js';
export { event } from './event.js';
export type { FeedbackEvent } from './event.js';
export { attachmentAnswer, clocks, eventAnswer, health, problem, receipt, stage, ticket, ticketList, timelineEntry } from './answer.js';
export type { Problem, Receipt, Stage, Ticket } from './answer.js';
export { mediaPolicy, policy } from './policy.js';
export type { MediaPolicy, Policy } from './policy.js';
