import type { VNode } from 'preact';
import { Icon } from '../sheet/kit.js';
import type { FormView } from '../sheet/view.js';
import { FileInput, Preview } from './device.js';
import { guarded } from './leave.js';
import { Act, Pills, Problem } from './parts.js';
import { type PhotoShown, photosOf } from './photo-state.js';

/** More pictures than this are welcome, never asked for. */
export const enough = 3;

/** The named pictures that are still wanted; without names, one slot for any. */
export function wanted(view: FormView): readonly string[] {
  const { shots, photos, maxPhotos } = view.state;
  if (photos.filter((photo) => photo.state !== 'failed').length >= maxPhotos) return [];
  const open = shots.slice(0, enough).filter((shot) => !photos.some((photo) => photo.shot === shot));
  return photos.length || !open.length ? [...open, ''] : open;
}

/** Photos on screen 3: guides in a row, what is there already, and the way out. */
export function PhotoSection({ view }: { view: FormView }): VNode {
  const { state, t } = view;
  const words = t.details;
  const missing = state.issues.some((issue) => issue.field === 'photos');
  const taken = photosOf(view);
  return (
    <div class="sec" part="photos">
      <div>
        <div class="between">
          <h3 class="h">{words.photos}</h3>
          {taken.length > 0 && (
            <Act onClick={() => view.go('photos')}>{view.say(words.share, { n: taken.length, max: state.maxPhotos })}</Act>
          )}
        </div>
        <p class="small">{state.photoDemand === 'required' && !state.red ? words.photosNeeded : words.photosHint}</p>
      </div>
      <div class="shots">
        {taken.map((photo) => (
          <button class="shot" part="photo" aria-label={photo.name + ', ' + photo.word} onClick={() => view.go('photos')}>
            <Picture view={view} photo={photo} />
            {photo.state === 'uploaded' && (
              <b class="tick">
                <Icon name="check" />
              </b>
            )}
          </button>
        ))}
        {wanted(view)
          .slice(0, Math.max(1, 3 - taken.length))
          .map((shot) => (
            <Guide view={view} shot={shot} invalid={missing} />
          ))}
      </div>
      {missing && <Problem id="ep">{words.photoMissing}</Problem>}
      <Picker view={view} />
      <PhotoExit view={view} />
    </div>
  );
}

/** An empty slot: what to show in the picture; pressing it offers camera and album apart. */
export function Guide({ view, shot, invalid }: { view: FormView; shot: string; invalid?: boolean }): VNode {
  const words = view.t.details;
  const name = words.shots[shot] ?? words.another;
  const open = view.ui.menu === shot;
  const drawing = shot
    ? /label|date|code|record|mark/.test(shot)
      ? 'shot_label'
      : /whole|pack|outer|inner|bag|item/.test(shot)
        ? 'shot_whole'
        : 'shot_defect'
    : 'camera';
  return (
    <button
      class="shot guide"
      part="photo"
      aria-label={name}
      aria-expanded={open}
      data-wanted={invalid || undefined}
      aria-describedby={invalid ? 'ep' : undefined}
      onClick={() => view.set({ menu: open ? null : shot })}
    >
      <Icon name={drawing} />
      <span>{name}</span>
    </button>
  );
}

/** Camera and album as two inputs, for the slot whose menu is open. */
export function Picker({ view }: { view: FormView }): VNode | null {
  const { form, t, ui, options } = view;
  const { menu } = ui;
  const words = t.details;
  if (menu == null) return null;
  const input = (from: 'camera' | 'album', text: string): VNode => (
    <label class="choice">
      <Icon name={from} size={20} />
      {text}
      <FileInput
        from={from}
        label={text}
        video={!!ui.policy?.media?.video}
        onPick={(sources) => {
          view.set({ menu: null });
          void guarded(view, () => form.attach(sources, { shot: menu || undefined, from }));
        }}
      />
    </label>
  );
  return (
    <div class="pills" role="group" aria-label={words.shots[menu] ?? words.another}>
      {options.device === 'phone' && input('camera', words.camera)}
      {input('album', words.album)}
    </div>
  );
}

/** For who has nothing left to photograph, or does not want to; asks why, and that is enough. */
export function PhotoExit({ view }: { view: FormView }): VNode {
  const { state, form, ui, t } = view;
  const words = t.details;
  const open = !!(ui.exiting || state.photoExit);
  return (
    <>
      <button class="act centre" aria-expanded={open} onClick={() => view.set({ exiting: !ui.exiting })}>
        {words.exit}
      </button>
      {open && (
        <Pills
          name={words.exitWhy}
          choices={(['thrown_away', 'eaten', 'private', 'other'] as const).map((value) => ({ value, text: words.exits[value] }))}
          chosen={state.photoExit as 'other' | null}
          onChoose={form.setPhotoExit}
        />
      )}
    </>
  );
}

/** A picture and what is happening to it. After a reload the picture is not here, only its state. */
export function Picture({ view, photo }: { view: FormView; photo: PhotoShown }): VNode {
  const source = view.state.previews.get(photo.id);
  return (
    <>
      <Icon name="album" />
      {source && <Preview source={source} />}
      {/reading|uploading|failed/.test(photo.state) && <span class="shade" />}
      {photo.state === 'uploading' && (
        <span class="ring">
          <svg viewBox="0 0 56 56" aria-hidden="true">
            <circle class="rest" cx="28" cy="28" r="25.5" />
            <circle cx="28" cy="28" r="25.5" pathLength="100" stroke-dasharray={photo.percent + ' 100'} />
          </svg>
          {photo.percent}%
        </span>
      )}
      {photo.state === 'reading' && (
        <span class="ring">
          <span class="spin" />
        </span>
      )}
    </>
  );
}
