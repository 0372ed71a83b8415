import type { VNode } from 'preact';
import { Icon, Note, Title } from '../sheet/kit.js';
import { frame, Pill } from './frame.js';
import type { FormView, PageProps } from '../sheet/view.js';
import { guarded } from './leave.js';
import { Submit } from './parts.js';
import { enough, Guide, Picker, PhotoExit, Picture, wanted } from './photo-section.js';
import { type PhotoShown, photosOf } from './photo-state.js';

/** The photo screen: each file on its own, one failure stops no other. */
export function photosScreen(view: FormView): PageProps {
  const { state, t, say } = view;
  const words = t.details;
  const taken = photosOf(view);
  const sending = taken.filter((photo) => photo.state === 'uploading');
  const percent = Math.floor(sending.reduce((sum, photo) => sum + photo.percent, 0) / sending.length);
  return frame(view, {
    kind: 'tall',
    pill: sending.length ? <Pill icon="send" tone="acc" text={say(words.uploading, { n: percent })} /> : undefined,
    bar: <Submit onClick={view.back}>{words.done}</Submit>,
    children: (
      <>
        <div>
          <Title>{state.shots.length ? say(words.enough, { n: Math.min(enough, state.shots.length) }) : words.photos}</Title>
          <p class="small hint">
            <Icon name="hide" size={20} />
            {words.nudge}
          </p>
        </div>
        <ul class="slots" part="photos">
          {taken.map((photo) => (
            <Slot key={photo.id} view={view} photo={photo} />
          ))}
          {wanted(view).map((shot) => (
            <li key={shot}>
              <Guide view={view} shot={shot} />
              <b class="name">{words.shots[shot] ?? words.another}</b>
              <span class="small">{!shot && say(words.share, { n: taken.length, max: state.maxPhotos })}</span>
            </li>
          ))}
        </ul>
        <Picker view={view} />
        {taken.length > 0 && (
          <Note icon="info" tone="">
            {words.noWait}
          </Note>
        )}
        <PhotoExit view={view} />
      </>
    ),
  });
}

function Slot({ view, photo }: { view: FormView; photo: PhotoShown }): VNode {
  const { form, t, say } = view;
  const words = t.details;
  const { id, name, shot } = photo;
  const source = view.state.previews.get(id);
  const failed = photo.state === 'failed';
  const stored = view.state.photos.find((choice) => choice.id === id)?.state === 'stored';

  const retry = async (): Promise<void> => {
    if (stored) await (await view.options.client).retry(view.state.id);
    else {
      // Only once there is room for it again.
      if (source) await form.attach([source], { shot });
      await form.detach(id);
    }
  };
  return (
    <li part="photo">
      <div class="shot">
        <Picture view={view} photo={photo} />
        {failed && (stored || source) && (
          <button class="again" aria-label={words.retry + ', ' + name} onClick={() => void guarded(view, retry)}>
            <Icon name="retry" size={20} />
            {words.retry}
          </button>
        )}
        <button class="drop" aria-label={say(words.remove, { name })} onClick={() => void guarded(view, () => form.detach(id))}>
          <span>
            <Icon name="close" size={16} />
          </span>
        </button>
      </div>
      <b class="name">
        {name}
        {photo.state === 'uploaded' && (
          <span class="ok">
            <Icon name="check" size={16} />
          </span>
        )}
      </b>
      <span class={failed ? 'small err' : 'small'}>{photo.word}</span>
    </li>
  );
}
