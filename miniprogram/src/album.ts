import { miniAlbum } from './mini-album.js';
import type { Album } from './settings.js';
import { webAlbum } from './web-album.js';

/** Decided by the host's build, which drops the other one. Apart from `platform.ts`, so that it comes with the page and not with the button. */
export const createAlbum: (locale: string) => Album = process.env.TARO_ENV === 'h5' ? webAlbum : miniAlbum;
