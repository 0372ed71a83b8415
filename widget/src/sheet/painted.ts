/** Resolves once the frame that is being made is on the screen, or soon where none is made: what need not be in it waits for it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    // A page in the background makes no frames.
    setTimeout(resolve, 200);
  });
