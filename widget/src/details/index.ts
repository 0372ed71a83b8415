import { h, render } from 'preact';
import { detailsIcons } from '../icons/details.js';
import type { ScreensModule } from '../sheet/view.js';
import { detailsCss } from '../theme/details-css.js';
import { enter } from './enter.js';
import { honest } from './honest.js';
import { itemsScreen } from './items.js';
import { photosScreen } from './photos.js';
import { reasonsScreen } from './reasons.js';

/** The second chunk: everything up to submitting, and what the panel can do by touch and keyboard beyond opening and closing. */
export const details: ScreensModule = {
  screens: { reasons: reasonsScreen, items: itemsScreen, photos: photosScreen },
  css: detailsCss,
  icons: detailsIcons,
  renderer: { render, create: h },
  honest,
  enter,
};
