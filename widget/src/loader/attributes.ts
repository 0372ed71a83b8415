/**
 * Every attribute of `<yijian-feedback>`, in one table. The same names work as `data-yijian-…` on an own trigger, where
 * `data-yijian-order` is the order's id, and as `data-…` on the script tag, where they are the page's defaults.
 */
export interface FeedbackAttributes {
  /** Public site key, scope of the storage. */
  readonly site?: string;
  /** Base URL of the backend. */
  readonly endpoint?: string;
  /** BCP 47. @default the page's language, Chinese where it names none */
  readonly locale?: string;
  /** `inline`, `floating`, or `none`: no look of its own. @default inline */
  readonly mode?: string;
  /** `light`, `dark` or `auto`. @default as the page says that it can */
  readonly theme?: string;
  /** Present while the panel is open. */
  readonly open?: string;
  /** `idle`: the sheet is fetched without waiting for a touch. */
  readonly preload?: string;
  /** Anything but `given`: all is stored, and nothing sent or asked, until `yijian('consent', true)`. */
  readonly consent?: string;
  /** Pseudonymous id of the customer who is signed in; of one page, so on the script tag. */
  readonly customer?: string;
  /** Phone number of a person. */
  readonly tel?: string;
  /** Link to a person where there is no number. */
  readonly help?: string;
  /** Names that are only shown. */
  readonly shop?: string;
  readonly courier?: string;
  readonly 'order-id'?: string;
  /** Signed by the merchant's server; wins over all other attributes of the order. */
  readonly 'order-token'?: string;
  /** `ordered`, `picked`, `out`, `delivered`, `after_sales`. */
  readonly 'order-state'?: string;
  /** `order_page`, `delivery_page`, `sign_for`, … */
  readonly 'order-entry'?: string;
  /** JSON list of ordered lines: `[{"lineId":"1","sku":"FR-ST-500","name":"Mango","qty":2,"unit":"kg"}]`; `name` is enough. */
  readonly 'order-items'?: string;
  /** Instants, RFC 3339. */
  readonly 'order-promised-from'?: string;
  readonly 'order-promised-until'?: string;
  readonly 'order-ordered-at'?: string;
  readonly 'order-picked-at'?: string;
  readonly 'order-out-at'?: string;
  readonly 'order-delivered-at'?: string;
  readonly 'order-shop'?: string;
  readonly 'order-region'?: string;
  readonly 'order-shipment'?: string;
  /** Integer in the smallest unit of `order-currency`, ISO 4217. */
  readonly 'order-amount'?: string;
  readonly 'order-currency'?: string;
}
