import type { StoreApi } from 'zustand/vanilla';
import type { Draft } from '../draft';
import type { TaskStore } from '../run-store';
import type { PictureDrafts } from './picture-drafts';

/** The drafts of a tab that hold pictures: the one in the form, and the one that was set aside. */
const PLACES = ['draft', 'replaced'] as const;
type Place = (typeof PLACES)[number];

const pictureIn = (draft: Draft | null, name: string): Blob | null => {
  const value = draft?.input[name];
  return value instanceof Blob ? value : null;
};

/**
 * Brings the pictures of a tab's drafts back after a reload, and from then on keeps each one that changes. A picture that
 * was chosen before the stored one was read stays.
 */
export function keepDraftPictures(store: StoreApi<TaskStore>, pictures: PictureDrafts): void {
  const { task } = store.getState();
  const names = Object.entries(task.inputs).flatMap(([name, { type }]) => (type === 'image' ? [name] : []));
  if (names.length === 0) return;
  const keyOf = (place: Place, name: string) => `${task.id}.${place}.${name}`;
  let restored = false;
  store.subscribe((state, former) => {
    for (const place of PLACES) {
      if (state[place] === former[place]) continue;
      for (const name of names) {
        const picture = pictureIn(state[place], name);
        // Before that, a missing picture is one that has not come back yet.
        if (picture !== pictureIn(former[place], name) && (restored || picture)) {
          void pictures.save(keyOf(place, name), picture);
        }
      }
    }
  });
  const restore = async () => {
    for (const place of PLACES) {
      for (const name of names) {
        const picture = await pictures.load(keyOf(place, name));
        const draft = store.getState()[place];
        if (!picture || !draft || pictureIn(draft, name)) continue;
        store.setState({ [place]: { ...draft, input: { ...draft.input, [name]: picture } } });
      }
    }
    restored = true;
  };
  void restore();
}
