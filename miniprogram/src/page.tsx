import { useDidHide, useDidShow } from '@tarojs/taro';
import {
  dismiss,
  type FormView,
  Icon,
  itemsScreen,
  mineScreen,
  Note,
  type PageProps,
  photosScreen,
  rateScreen,
  reasonsScreen,
  resultScreen,
  type Screen,
  ticketScreen,
} from '@yijian/widget/screens';
import type { VNode } from 'preact';
import { useEffect, useReducer, useRef } from 'react';
import { ask } from './ask.js';
import { miniMessages } from './messages.js';
import { takeOpening, type Session, type Recalled } from './session.js';
import type { Opening } from './settings.js';
import { themeOf } from './theme.js';
import { useSession } from './use-session.js';
import { beginVisit, type Visit } from './view.js';

const screens: Readonly<Record<Screen, (view: FormView) => PageProps>> = {
  rate: rateScreen,
  reasons: reasonsScreen,
  items: itemsScreen,
  photos: photosScreen,
  result: resultScreen,
  mine: mineScreen,
  ticket: ticketScreen,
};

/**
 * The feedback page: the web's sheet as a page of the mini-program. Left at any moment, it loses nothing.
 * What `openFeedback` or a button was given stands above `order` and `display`, which are for a page that is opened by its address.
 */
export function FeedbackPage({ order, display }: Pick<Opening, 'order' | 'display'> = {}): VNode {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const session = useSession();
  const visit = useRef<Visit | undefined>(undefined);
  useEffect(() => {
    if (!session) return;
    let gone = false;
    const taken = takeOpening();
    const about = { order: taken.order ?? order, display: taken.display ?? display };
    session.askPolicy();
    const begin = async (opening: Opening): Promise<void> => {
      // What an earlier run began on this order goes on.
      const { entry, handedIn } = opening.id ? {} : await session.recall(about.order).catch((): Recalled => ({}));
      if (gone) return;
      visit.current?.end();
      // Where there is no page to go back to, the list stands in; what was handed in is not gone on with.
      const leave = () => void (session.leave() || begin({ screen: 'mine' }));
      const known = entry && !handedIn ? { id: entry.id, rating: entry.rating } : {};
      visit.current = beginVisit(session, { ...opening, ...about, ...known }, redraw, leave);
      ask('setNavigationBarTitle', { title: miniMessages(session.locale).title });
      redraw();
    };
    void begin(taken);
    return () => {
      gone = true;
      visit.current?.end();
      visit.current = undefined;
    };
  }, [session]);
  // The network and the album may have been away; what is shown is asked again.
  useDidShow(() => redraw());
  // The app may be ended next.
  useDidHide(() => visit.current && dismiss(visit.current.view));

  return (
    <div class={session?.locale.startsWith('en') ? 'y page' : 'y page zh'} style={themeOf(session?.options)}>
      {session && visit.current ? (
        <Drawn session={session} visit={visit.current} />
      ) : (
        <p class="loading small">{miniMessages(session?.locale ?? 'zh').loading}</p>
      )}
    </div>
  );
}

function Drawn({ session, visit: { view, wanted } }: { session: Session; visit: Visit }): VNode {
  const { screen } = view.ui;
  const { kind = '', head, headKind = '', bar, barKind = '', children } = screens[screen](view);
  const words = miniMessages(session.locale);
  return (
    <section class={'panel ' + kind}>
      <div class={'head ' + headKind}>{head}</div>
      <main key={screen} class="scroll" data-lead={wanted && `yj-${wanted}`}>
        <div class="body">
          {session.refusal && (
            <div class="note warn">
              <Icon name="warn" size={20} />
              <div class="grow">
                <b>{words.refused[session.refusal]}</b>
                <p class="small">{words.refusedHint}</p>
              </div>
              {session.refusal === 'denied' && (
                <button class="act" onClick={() => ask('openSetting', {})}>
                  {words.settings}
                </button>
              )}
            </div>
          )}
          {session.noNotice && screen === 'result' && (
            <Note icon="info" tone="">
              {words.noNotice}
            </Note>
          )}
          {children}
        </div>
      </main>
      {bar && <div class={'bar ' + barKind}>{bar}</div>}
    </section>
  );
}
