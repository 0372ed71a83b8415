import type { Way } from './render.js';

/** The page's own `<img>`: decodes on the main thread, and what other ways refuse. */
export const byImageElement: Way = async ({ blob }) => {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  const close = () => {
    URL.revokeObjectURL(image.src);
    image.removeAttribute('src');
  };
  try {
    await image.decode();
  } catch (error) {
    close();
    throw error;
  }
  return { image, width: image.naturalWidth, height: image.naturalHeight, close };
};
