import type { ViewTexts } from '../contract/task';
import { useTaskStore } from './use-task-store';

const NOTHING: ViewTexts = {};

/** How the tab's results are looked at, and what changes it; it is kept with the draft, and links carry it. */
export function useView(): readonly [ViewTexts, (patch: ViewTexts) => void] {
  const view = useTaskStore((state) => state.draft.view ?? NOTHING);
  const setView = useTaskStore((state) => state.setView);
  return [view, setView];
}
