/**
 * Every attribute of `<yijian-feedback>`. The same names work as `data-yijian-…` on an own trigger
 * and as `data-…` on the script tag, where they are the page's defaults.
 */

/** A change of these shows at once. */
export const liveAttributes = [
  'open', // present while the sheet is open
  'mode', // inline | floating | none
  'placement', // start | end, floating only
  'theme', // light | dark | auto
  'locale', // BCP 47; else the page's language
  'order-id',
] as const;

/** These are read when something happens. */
export const quietAttributes = [
  'site', // public site key, scope of the storage
  'endpoint', // base URL of the backend
  'tel', // phone number of a person
  'preload', // idle: load the sheet without waiting for intent
  'order-token', // signed by the merchant's server; wins over all other order attributes
  'order-state', // ordered | picked | out | delivered | after_sales
  'order-entry', // order_page | delivery_page | sign_for | …
  'order-items', // JSON list of ordered lines
  'order-promised-from', // RFC 3339
  'order-promised-until',
  'order-delivered-at',
  'order-shop',
  'order-region',
  'order-shipment',
  'order-amount', // minor units
  'order-currency', // ISO 4217
] as const;

export type AttributeName = (typeof liveAttributes)[number] | (typeof quietAttributes)[number];
