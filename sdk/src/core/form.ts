import type { Rating, Wish } from '../contract/index.js';
import type { Entry } from './deliver/entry.js';
import { readOrder } from './capture/order-context.js';
import { isProblem } from './capture/submission.js';
import { isFeedbackError } from './errors.js';
import { checkForm, detailsOf, type FormChoices } from './form-details.js';
import type { FeedbackForm, FormClient, FormOptions, FormState, ItemChoice, PhotoChoice, ReasonSection, ReasonTab } from './form-state.js';
import { offeredReasons } from './triage/offered-reasons.js';
import { type ReasonRule, reasonRule } from './triage/reasons.js';

const goods = ['safety', 'cold', 'pack', 'item'];

interface StoredDraft extends FormChoices {
  readonly id: string;
  readonly rating: Rating;
}

/** The form of one feedback. Ratings and photos are stored as they come; the rest is a draft until `commit` or `submit`. */
export function createForm<Source>(options: FormOptions<Source>): FeedbackForm<Source> {
  const order = readOrder(options.order);
  const draftKey = order.id ?? 'page';
  const listeners = new Set<() => void>();
  let id = options.id ?? options.newId();
  let begun: Promise<unknown> | undefined = options.id ? Promise.resolve() : undefined;
  let rating: Rating = options.rating ?? {};
  let entry: Entry | null = null;
  let tab: ReasonTab = 'goods';
  let choices: FormChoices = {
    reasons: [],
    items: (order.items ?? []).map(freshChoice),
    text: '',
    wish: null,
    safety: null,
    photoExit: null,
  };
  let photos: readonly PhotoChoice[] = [];
  let issues: FormState<Source>['issues'] = [];
  let submitted = false;
  let busy = 0;
  let committed = '';
  let touched = false;
  let closed = false;
  let state: FormState<Source> | undefined;
  const previews = new Map<string, Source>();
  const client = options.client;
  const unsubscribe = client.then(async (ready) => {
    const stop = ready.on('changed', (changed) => {
      if (changed.id === id) update(() => (entry = changed));
    });
    await restore(ready);
    return stop;
  });
  // A client that never comes is told by the calls that wait for it; here it only means that no draft is restored.
  unsubscribe.catch(() => undefined);

  function update(change: () => void): void {
    change();
    state = undefined;
    for (const listener of listeners) listener();
  }

  async function restore(ready: FormClient<Source>): Promise<void> {
    const draft = (await ready.drafts.load(draftKey)) as StoredDraft | undefined;
    if (!draft || closed || touched || (options.id !== undefined && draft.id !== options.id)) return;
    const saved = await ready.outbox.get(draft.id);
    update(() => {
      if (!begun) id = draft.id;
      if (!begun && saved) begun = Promise.resolve();
      rating = { ...draft.rating, ...rating };
      entry = saved ?? entry;
      photos = (saved?.attachments ?? []).map((view) => ({ id: view.id, shot: view.shot, state: 'stored', fault: undefined }));
      choices = {
        ...choices,
        ...pick(draft),
        items: choices.items.map((item) => draft.items.find(({ line }) => line.lineId === item.line.lineId) ?? item),
      };
    });
  }

  function saveDraft(): void {
    touched = true;
    const draft: StoredDraft = { id, rating, ...choices };
    void client.then((ready) => ready.drafts.save(draftKey, draft)).catch(() => undefined); // The draft is a comfort; what counts is stored by steps.
  }

  function change(patch: Partial<FormChoices>): void {
    update(() => {
      choices = { ...choices, ...patch };
      issues = [];
      submitted = false;
    });
    saveDraft();
  }

  /** Runs one storing call with the client; every one of them leaves the newest entry behind. */
  async function store(call: (ready: FormClient<Source>) => Promise<Entry>): Promise<Entry> {
    update(() => busy++);
    try {
      const ready = await client;
      const stored = await call(ready);
      update(() => (entry = stored));
      return stored;
    } finally {
      update(() => busy--);
    }
  }

  /** Without a tap there is no order context yet: an empty one begins the feedback. */
  function begin(): Promise<unknown> {
    return (begun ??= store((ready) => ready.tap({ id, rating: {}, order: options.order })));
  }

  async function commit(): Promise<void> {
    const details = detailsOf(choices);
    const text = JSON.stringify(details);
    if (text === committed || (text === '{}' && committed === '')) return;
    await begin();
    await store((ready) => ready.details(id, details));
    committed = text;
    if (isRed()) (await client).release(id);
  }

  const isRed = () => choices.safety === true || choices.reasons.some((code) => reasonRule(code)?.level === 1);
  const chosenRules = () => choices.reasons.map(reasonRule).filter((rule) => rule !== undefined);

  function snapshot(): FormState<Source> {
    const polarity = Object.keys(rating).length === 0 ? null : isProblem(rating) ? 'problem' : 'good';
    const offered = offeredReasons(order, polarity === 'good' ? 'good' : 'problem', options.policy ?? null);
    const demands = chosenRules().map((rule) => offered.find(({ code }) => code === rule.code)?.photo ?? rule.photo);
    const tabs =
      polarity === 'good' ? [] : (['goods', 'delivery', 'order'] as const).filter((name) => offered.some((rule) => tabOf(rule) === name));
    return {
      id,
      order,
      entry,
      rating,
      polarity,
      tab,
      tabs,
      sections: sectionsOf(polarity === 'good' ? offered : offered.filter((rule) => tabOf(rule) === tab)),
      ...choices,
      photos,
      shots: [...new Set(chosenRules().flatMap((rule) => rule.shots))],
      photoDemand: demands.includes('required') ? 'required' : demands.includes('encouraged') ? 'encouraged' : 'none',
      maxPhotos: options.policy?.media?.maxPhotos ?? 9,
      issues,
      red: isRed(),
      submitted,
      busy: busy > 0,
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
      touched = true;
      update(() => (rating = { ...rating, [what]: score, ...(what === 'delivery' ? { courierAnonymous: true } : {}) }));
      const tapped = store((ready) =>
        ready.tap({ id, rating: { [what]: score, ...(what === 'delivery' ? { courierAnonymous: true } : {}) }, order: options.order }),
      );
      begun ??= tapped;
      await tapped;
      saveDraft();
    },
    setTab: (name) => update(() => (tab = name)),
    toggleReason(code) {
      const { reasons } = choices;
      change({ reasons: reasons.includes(code) ? reasons.filter((chosen) => chosen !== code) : [...reasons, code] });
    },
    setItem(lineId, patch) {
      change({ items: choices.items.map((item) => (item.line.lineId === lineId ? clampItem({ ...item, ...patch }) : item)) });
    },
    setText(text) {
      const asked = choices.safety === null && options.asksSafety?.(text) === true && !isRed();
      change(asked ? { text, safety: 'asked' } : { text });
    },
    answerSafety: (yes) => change({ safety: yes }),
    setWish: (wish: Wish | null) => change({ wish }),
    setPhotoExit: (photoExit) => change({ photoExit }),
    async attach(sources, input = {}) {
      await begin();
      const room = snapshot().maxPhotos - photos.filter((photo) => photo.state !== 'failed').length;
      for (const source of sources.slice(0, Math.max(0, room))) {
        const temporary = options.newId();
        previews.set(temporary, source);
        update(() => (photos = [...photos, { id: temporary, shot: input.shot, state: 'storing', fault: undefined }]));
        try {
          const known = new Set(entry?.attachments.map((view) => view.id));
          const stored = await store((ready) => ready.attach(id, source, input));
          const added = stored.attachments.find((view) => !known.has(view.id) && !photos.some((photo) => photo.id === view.id));
          const attachmentId = added?.id ?? temporary;
          previews.set(attachmentId, source);
          update(
            () => (photos = photos.map((photo) => (photo.id === temporary ? { ...photo, id: attachmentId, state: 'stored' } : photo))),
          );
          saveDraft();
        } catch (error) {
          const fault = isFeedbackError(error) ? error.code : 'storage';
          update(() => (photos = photos.map((photo) => (photo.id === temporary ? { ...photo, state: 'failed', fault } : photo))));
        }
      }
    },
    async detach(photoId) {
      const photo = photos.find((candidate) => candidate.id === photoId);
      update(() => (photos = photos.filter((candidate) => candidate.id !== photoId)));
      previews.delete(photoId);
      if (photo?.state === 'stored') await store((ready) => ready.detach(id, photoId));
    },
    commit,
    async submit() {
      const found = isRed() ? [] : checkForm(choices, snapshot().photoDemand, photos);
      update(() => (issues = found));
      if (found.length > 0) return false;
      await begin();
      await commit();
      const ready = await client;
      ready.release(id);
      await ready.drafts.clear(draftKey);
      update(() => (submitted = true));
      return true;
    },
    async undo() {
      const ready = await client;
      await ready.withdraw(id);
      await ready.drafts.clear(draftKey);
      update(() => {
        rating = {};
        entry = null;
        photos = [];
        previews.clear();
        begun = undefined;
        committed = '';
        id = options.newId();
        choices = { reasons: [], items: (order.items ?? []).map(freshChoice), text: '', wish: null, safety: null, photoExit: null };
      });
    },
    close() {
      closed = true;
      void client.then((ready) => ready.release(id)).catch(() => undefined); // Without a client nothing is held.
      void unsubscribe.then((stop) => stop()).catch(() => undefined);
      previews.clear();
      listeners.clear();
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

function tabOf(rule: ReasonRule): ReasonTab {
  return goods.includes(rule.family) ? 'goods' : rule.family === 'delivery' ? 'delivery' : 'order';
}

function groupOf(rule: ReasonRule): ReasonSection['group'] {
  if (rule.level === 1) return 'safety';
  if (goods.includes(rule.family)) return 'quality';
  const { family } = rule;
  return family === 'delivery' || family === 'service' || family === 'idea' || family === 'praise' ? family : 'order';
}

function sectionsOf(rules: readonly ReasonRule[]): readonly ReasonSection[] {
  const groups = [...new Set(rules.map(groupOf))];
  return groups.map((group) => ({ group, reasons: rules.filter((rule) => groupOf(rule) === group) }));
}
