/** Thumb up of the inline row and the first screen, as path data on a 24 grid, drawn with a round stroke of 1.75. */
export const up =
  'M7.6 10.8l3.3-6.8c1.6 0 2.8 1.2 2.8 2.8v2.9h4.2a2.1 2.1 0 012.1 2.4l-1 6a2.1 2.1 0 01-2.1 1.8h-9.3zM7.6 10.8h-2.2a1.4 1.4 0 00-1.4 1.4v6.3a1.4 1.4 0 001.4 1.4h2.2';

/** Thumb down: the thumb up turned by 180°. */
export const down = { path: up, turn: 180 } as const;

/** Mark of the floating button: a speech bubble holding one stroke. */
export const mark =
  'M6 4.8h12a2.3 2.3 0 012.3 2.3v7.3a2.3 2.3 0 01-2.3 2.3h-4.9l-4.7 3.7v-3.7h-2.4a2.3 2.3 0 01-2.3-2.3v-7.3a2.3 2.3 0 012.3-2.3zM8.2 10.8h7.6';
