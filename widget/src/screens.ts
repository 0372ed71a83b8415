/** The screens without the surface that they are drawn on: plain functions of a view. Another surface brings its own `jsx-runtime` and `device.tsx`. */
export { follow } from './details/follow.js';
export { enter as followEntries } from './details/follow-up/enter.js';
export { mineScreen } from './details/follow-up/mine.js';
export { resultScreen } from './details/follow-up/result.js';
export { ticketScreen } from './details/follow-up/ticket.js';
export { honest } from './details/honest.js';
export { itemsScreen } from './details/items.js';
export { photosScreen } from './details/photos.js';
export { reasonsScreen } from './details/reasons.js';
export { detailsIcons } from './icons/details.js';
export { followUpIcons } from './icons/follow-up.js';
export { addIcons, Icon, Note } from './sheet/kit.js';
export { rateScreen } from './sheet/rate.js';
export { rowTold } from './sheet/row-told.js';
export { backward, forward } from './sheet/screen-state.js';
export type { Screen, ScreenState } from './sheet/screen-state.js';
export type { FormView, OrderDisplay, PageProps } from './sheet/view.js';
export { colourNames, tokensOf } from './theme/tokens.js';
