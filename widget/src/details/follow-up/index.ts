import { followUpIcons } from '../../icons/follow-up.js';
import type { ScreensModule } from '../../sheet/view.js';
import { followUpCss } from '../../theme/follow-up-css.js';
import { enter } from './enter.js';
import { mineScreen } from './mine.js';
import { resultScreen } from './result.js';
import { ticketScreen } from './ticket.js';
import { dismiss } from './toast.js';

/** The third chunk: where feedback is once it is stored, the list of it, and the case. */
export const followUp: ScreensModule = {
  screens: { result: resultScreen, mine: mineScreen, ticket: ticketScreen },
  css: followUpCss,
  icons: followUpIcons,
  enter(view) {
    const leave = enter(view);
    const hide = (): void => dismiss(view);
    // The page may be gone next. In the capture phase, so that it is taken away before the client lets go of what it holds.
    addEventListener('visibilitychange', hide, true);
    window.navigation?.addEventListener('navigate', hide, true);
    return () => {
      removeEventListener('visibilitychange', hide, true);
      window.navigation?.removeEventListener('navigate', hide, true);
      leave();
    };
  },
};
