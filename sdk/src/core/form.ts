import type { Details, Rating, Wish } from '../contract/index.js';
import type { Entry } from './deliver/entry.js';
import { readOrder } from './capture/order-context.js';
import { polarityOf } from './capture/submission.js';
import { FeedbackError, isFeedbackError } from './errors.js';
import { checkForm, cutText, detailsSince, type FormChoices, isSaid } from './form-details.js';
import { fitting, sectionsOf, tabOf } from './form-reasons.js';
import type { FeedbackForm, FormClient, FormOptions, FormState, ItemChoice, PhotoChoice, ReasonTab } from './form-state.js';
import { offeredReasons } from './triage/offered-reasons.js';
import { reasonRule } from './triage/reasons.js';

interface StoredDraft extends FormChoices {
  readonly id: string;
  readonly rating: Rating;
}

/** The form of one feedback. Ratings and photos are stored as they come; the rest is a draft until `commit` or `submit`. */
export function createForm<Source>(options: FormOptions<Source>): FeedbackForm<Source> {
  const order = readOrder(options.order);
  const listeners = new Set<() => void>();
  let id = options.id ?? options.newId();
  // Where the order has no id: that of what was begun first, so that no other page's form finds it.
  const draftKey = order.id ?? id;
  let begun: Promise<unknown> | undefined = options.id ? Promise.resolve() : undefined;
  /** The last tap was refused by the store; the next step says it again. */
  let unstored = false;
  let tapping: Promise<unknown> = Promise.resolve();
  /** The last step; the next one waits for what it says. */
  let committing: Promise<unknown> = Promise.resolve();
  let handingIn: Promise<boolean> | undefined;
  let rating: Rating = options.rating ?? {};
  let entry: Entry | null = null;
  let tab: ReasonTab = 'goods';
  const fresh: FormChoices = {
    reasons: [],
    items: (order.items ?? []).map(freshChoice),
    text: '',
    wish: null,
    safety: null,
    photoExit: null,
  };
  let choices = fresh;
  let photos: readonly PhotoChoice[] = [];
  let issues: FormState<Source>['issues'] = [];
  let submitted = false;
  let busy = 0;
  let said: Details = {};
  let touched = false;
  let closed = false;
  /** What an earlier page left is in the form, or is none. */
  let restored = false;
  let state: FormState<Source> | undefined;
  const previews = new Map<string, Source>();
  const client = options.client;
  /** Done once the draft is in; resolves to what ends it. */
  const following = client.then(async (ready) => {
    const stop = ready.on('changed', (changed) => {
      if (changed.id !== id) return;
      // Elsewhere, too: in the list, in another tab, on the page itself.
      if (changed.withdrawn) beginAnew();
      else
        update(() => {
          entry = changed;
          // Another form has the last word on what this one said.
          if (!busy) said = Object.fromEntries(Object.keys(said).map((name) => [name, changed.details[name as keyof Details]]));
        });
    });
    await restore(ready).catch(() => undefined); // The draft is a comfort; what counts is stored by steps.
    restored = !closed;
    return stop;
  });
  // A client that never comes is told by the calls that wait for it; here it only means that no draft is restored.
  following.catch(() => undefined);

  function update(change: () => void): void {
    change();
    state = undefined;
    for (const listener of listeners) listener();
  }

  /** Nothing is said any more; what is said next is another feedback. */
  function beginAnew(): void {
    update(() => {
      rating = {};
      entry = null;
      photos = [];
      issues = [];
      previews.clear();
      begun = undefined;
      unstored = false;
      // What hangs there keeps nothing else waiting.
      committing = Promise.resolve();
      said = {};
      submitted = false;
      id = options.newId();
      choices = fresh;
    });
  }

  async function restore(ready: FormClient<Source>): Promise<void> {
    const draft = (await ready.drafts.load(draftKey)) as StoredDraft | undefined;
    const mine = draft && (options.id === undefined || draft.id === options.id) ? draft : undefined;
    const saved = await ready.outbox.get(mine?.id ?? id);
    if (closed) return;
    // A tap outside of the form, by the loader say: what became of it is shown, draft or not.
    if (saved && !saved.withdrawn && saved.id === id) {
      update(() => {
        entry ??= saved;
        rating = { ...saved.rating, ...rating };
        begun ??= Promise.resolve();
      });
    }
    // Deleted or taken back elsewhere, and with it what was being written about it.
    if (mine && (saved ? saved.withdrawn : Object.keys(mine.rating).length > 0)) return ready.drafts.clear(draftKey);
    // What is chosen here is newer, and what is rated here may be another feedback.
    if (!mine || touched || (begun && mine.id !== id)) return;
    update(() => {
      if (!begun && saved) {
        id = mine.id;
        begun = Promise.resolve();
      }
      said = saved?.details ?? {};
      // Ended between the two writes: what was stored is newer than the draft.
      rating = { ...mine.rating, ...saved?.rating, ...rating };
      entry = saved ?? entry;
      photos = (saved?.attachments ?? []).map((view) => ({ id: view.id, shot: view.shot, state: 'stored', fault: undefined }));
      choices = {
        ...choices,
        ...pick(mine),
        reasons: fitting(mine.reasons, rating),
        items: choices.items.map((item) => mine.items.find(({ line }) => line.lineId === item.line.lineId) ?? item),
      };
    });
  }

  function saveDraft(): void {
    const save = (): Promise<unknown> | undefined => {
      // What is stored after the form was handed in belongs to what was handed in; what is not known is not written over.
      if (submitted || !(touched || restored)) return;
      const draft: StoredDraft = { id, rating, ...choices };
      return client.then((ready) => ready.drafts.save(draftKey, draft));
    };
    void following.then(save).catch(() => undefined); // The draft is a comfort; what counts is stored by steps.
  }

  function change(patch: Partial<FormChoices>): void {
    update(() => {
      choices = { ...choices, ...patch };
      issues = [];
      submitted = false;
      touched = true;
    });
    saveDraft();
  }

  /** Runs one storing call with the client; every one of them leaves the newest entry behind. */
  async function store(call: (ready: FormClient<Source>) => Promise<Entry>): Promise<Entry> {
    update(() => busy++);
    try {
      const ready = await client;
      const stored = await call(ready);
      if (stored.id === id) update(() => (entry = stored));
      return stored;
    } finally {
      update(() => busy--);
    }
  }

  function tap(rated: Rating): Promise<unknown> {
    // The id of this moment: an undo before the client is there makes another one.
    const mine = id;
    const tapped = store((ready) => ready.tap({ id: mine, rating: rated, order: options.order }));
    tapping = Promise.allSettled([tapping, tapped]);
    const settle = (failed: boolean) => id === mine && update(() => (unstored = failed));
    tapped.then(
      () => settle(false),
      () => settle(true),
    );
    if (!begun) {
      begun = tapped;
      // What could not be stored has not begun: the next tap or step tries again.
      tapped.catch(() => {
        if (begun === tapped) begun = undefined;
      });
    }
    return tapped;
  }

  /** Without a tap there is no order context yet: one with what is rated so far begins the feedback, or says again what no store took. */
  const begin = () => (unstored ? tap(rating) : (begun ?? tap(rating)));

  function commit(): Promise<void> {
    const step = committing.then(say);
    committing = step.catch(() => undefined);
    return step;
  }

  async function say(): Promise<void> {
    if (isSaid(said, choices)) return;
    const details = detailsSince(said, choices);
    const mine = id;
    try {
      await begin();
      if (id === mine) await store((ready) => ready.details(mine, details));
    } catch (error) {
      // What was taken back meanwhile need not be stored.
      if (id === mine) throw error;
    }
    if (id === mine) update(() => (said = { ...said, ...details }));
  }

  async function handIn(): Promise<boolean> {
    const found = isRed() ? [] : checkForm(choices, snapshot().photoDemand, photos);
    update(() => (issues = found));
    if (found.length > 0) return false;
    const mine = id;
    await begin();
    // Once more where something was said while the first was being stored.
    do await commit();
    while (id === mine && !isSaid(said, choices));
    // Taken back meanwhile: what is said next is not handed in.
    if (id !== mine) return false;
    update(() => (submitted = true));
    const ready = await client;
    ready.release(id);
    await ready.drafts.clear(draftKey);
    return true;
  }

  const isRed = () => choices.safety === true || choices.reasons.some((code) => reasonRule(code)?.level === 1);
  const chosenRules = () => choices.reasons.map(reasonRule).filter((rule) => rule !== undefined);

  function snapshot(): FormState<Source> {
    const rated = polarityOf(rating);
    const polarity = rated ? (rated < 0 ? 'problem' : 'good') : null;
    const offered = offeredReasons(order, polarity === 'good' ? 'good' : 'problem', options.policy ?? null);
    const demands = chosenRules().map((rule) => offered.find(({ code }) => code === rule.code)?.photo ?? rule.photo);
    const tabs =
      polarity === 'good' ? [] : (['goods', 'delivery', 'order'] as const).filter((name) => offered.some((rule) => tabOf(rule) === name));
    // A state of the order may leave out the goods.
    const shown = tabs.includes(tab) ? tab : (tabs[0] ?? tab);
    return {
      id,
      order,
      entry,
      rating,
      polarity,
      tab: shown,
      tabs,
      sections: sectionsOf(polarity === 'good' ? offered : offered.filter((rule) => tabOf(rule) === shown)),
      ...choices,
      photos,
      shots: [...new Set(chosenRules().flatMap((rule) => rule.shots))],
      photoDemand: demands.includes('required') ? 'required' : demands.includes('encouraged') ? 'encouraged' : 'none',
      maxPhotos: options.policy?.media?.maxPhotos ?? 9,
      issues,
      red: isRed(),
      submitted,
      busy: busy > 0,
      unsaid: !isSaid(said, choices),
      unstored,
      previews,
    };
  }

  return {
    getState: () => (state ??= snapshot()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async rate(what, score) {
      const rated: Rating = { [what]: score, ...(what === 'delivery' ? { courierAnonymous: true } : {}) };
      update(() => {
        rating = { ...rating, ...rated };
        choices = { ...choices, reasons: fitting(choices.reasons, rating) };
      });
      const mine = id;
      await tap(rated);
      saveDraft();
      await following;
      await committing;
      // What a step said of the other side is unsaid with it.
      const told = entry?.details.reasons ?? [];
      const codes = told.map(({ code }) => code);
      if (id !== mine || fitting(codes, rating).length === codes.length) return;
      said = { ...said, reasons: told };
      await commit().catch((error: unknown) => {
        update(() => (unstored = true));
        throw error;
      });
    },
    setTab: (name) => update(() => (tab = name)),
    toggleReason(code) {
      const { reasons } = choices;
      change({ reasons: reasons.includes(code) ? reasons.filter((chosen) => chosen !== code) : [...reasons, code] });
    },
    setItem(lineId, patch) {
      change({ items: choices.items.map((item) => (item.line.lineId === lineId ? clampItem({ ...item, ...patch }) : item)) });
    },
    setText(typed) {
      const text = cutText(typed);
      const { safety } = choices;
      const isOpen = typeof safety !== 'boolean' && !isRed();
      change({ text, safety: !isOpen ? safety : options.asksSafety?.(text) ? 'asked' : null });
    },
    answerSafety: (yes) => change({ safety: yes }),
    setWish: (wish: Wish | null) => change({ wish }),
    setPhotoExit: (photoExit) => change({ photoExit }),
    async attach(sources, input = {}) {
      // Those of an earlier page are counted first.
      await following;
      await begin();
      const mine = id;
      const room = snapshot().maxPhotos - photos.filter((photo) => photo.state !== 'failed').length;
      const picked = sources.slice(0, Math.max(0, room)).map((source) => ({ source, id: options.newId() }));
      update(() => {
        for (const photo of picked) previews.set(photo.id, photo.source);
        photos = [...photos, ...picked.map((photo) => ({ id: photo.id, shot: input.shot, state: 'storing' as const, fault: undefined }))];
      });
      for (const { source, id: photoId } of picked) {
        const isThere = () => photos.some((photo) => photo.id === photoId);
        const settle = (outcome: Partial<PhotoChoice>) =>
          update(() => (photos = photos.map((photo) => (photo.id === photoId ? { ...photo, ...outcome } : photo))));
        if (!isThere()) continue;
        try {
          await store((ready) => ready.attach(mine, source, { ...input, id: photoId }));
          // Taken off the form while it was being stored.
          if (!isThere()) await store((ready) => ready.detach(mine, photoId));
          settle({ state: 'stored' });
          saveDraft();
        } catch (error) {
          settle({ state: 'failed', fault: isFeedbackError(error) ? error.code : 'storage' });
        }
      }
      if (picked.length < sources.length) throw new FeedbackError('too-many', `${sources.length - picked.length} files`);
    },
    async detach(photoId) {
      const photo = photos.find((candidate) => candidate.id === photoId);
      update(() => (photos = photos.filter((candidate) => candidate.id !== photoId)));
      previews.delete(photoId);
      if (photo?.state === 'stored') await store((ready) => ready.detach(id, photoId));
    },
    commit,
    submit() {
      // A second press while the first is at work is the same press.
      handingIn ??= handIn().finally(() => (handingIn = undefined));
      return handingIn;
    },
    async undo() {
      const [mine, had, tapped] = [id, begun, tapping];
      // At once: what is tapped from now on is another feedback.
      beginAnew();
      const ready = await client;
      await tapped;
      if (had) await ready.withdraw(mine);
      await ready.drafts.clear(draftKey);
    },
    close() {
      closed = true;
      void client.then((ready) => ready.release(id)).catch(() => undefined); // Without a client nothing is held.
      void following.then((stop) => stop()).catch(() => undefined);
      previews.clear();
      // What is being handed in is told to its end.
      void Promise.resolve(handingIn).finally(() => listeners.clear());
    },
  };
}

function freshChoice(line: ItemChoice['line']): ItemChoice {
  return { line, chosen: false, qty: 1, of: line.qty ?? 1, fraction: null, weight: '' };
}

function clampItem(item: ItemChoice): ItemChoice {
  return { ...item, qty: Math.min(Math.max(1, item.qty), Math.max(1, item.of)) };
}

function pick({ reasons, text, wish, safety, photoExit }: FormChoices): Omit<FormChoices, 'items'> {
  return { reasons, text, wish, safety, photoExit };
}
