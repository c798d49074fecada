import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunEvent } from '../../../contract/events';
import type { Failure } from '../../../contract/failure';
import type { GeneratedImage } from '../../../lib/diffusion-result';
import { modelOptions } from '../../model-options';
import type { TaskStore } from '../../run-store';
import { newPictures, picturesIn } from '../gallery/gallery-item';
import type { GridPlan } from './grid-plan';

/** What has come of one cell. */
export type CellState =
  | { status: 'waiting' }
  | { status: 'running'; step: number; total: number }
  | { status: 'done'; image: GeneratedImage }
  | { status: 'failed'; failure: Failure };

export type GridState =
  | { status: 'idle' }
  | { status: 'running' | 'stopping' | 'stopped' | 'done'; plan: GridPlan; cells: readonly CellState[] };

export interface GridStore {
  state: GridState;
  /** Runs every cell, one after the other. */
  start(plan: GridPlan): Promise<void>;
  stop(): void;
  /** Goes on after a stop; what failed is tried again. */
  resume(): Promise<void>;
}

const stores = new WeakMap<StoreApi<TaskStore>, StoreApi<GridStore>>();

/** The grid of a tab; it goes on while another tab is looked at. */
export function gridOf(tab: StoreApi<TaskStore>): StoreApi<GridStore> {
  const known = stores.get(tab) ?? createGridStore(tab);
  stores.set(tab, known);
  return known;
}

function createGridStore(tab: StoreApi<TaskStore>): StoreApi<GridStore> {
  let controller = new AbortController();
  return createStore<GridStore>()((set, get) => {
    const setCell = (index: number, cell: CellState) =>
      set(({ state }) =>
        state.status === 'idle' ? {} : { state: { ...state, cells: state.cells.with(index, cell) } },
      );
    const runCell = async (plan: GridPlan, index: number): Promise<CellState> => {
      const cell = plan.cells[index];
      if (!cell) return { status: 'waiting' };
      const { engine, task, gallery } = tab.getState();
      const { input, parameters } = cell.asked;
      setCell(index, { status: 'running', step: 0, total: 0 });
      const onEvent = (event: RunEvent) => {
        if (event.type === 'step') setCell(index, { status: 'running', step: event.step, total: event.total });
      };
      const options = { ...modelOptions(cell.asked), signal: controller.signal, onEvent };
      // Previews would cost time for pictures that nobody sees.
      const result = await engine.run(task.id, { ...input, ...parameters, preview: 'none' }, options);
      if (!result.ok) {
        return result.failure.code === 'cancelled'
          ? { status: 'waiting' }
          : { status: 'failed', failure: result.failure };
      }
      void newPictures(cell.asked, result).then((pictures) => gallery.add(pictures));
      const [image] = picturesIn(result.value);
      return image ? { status: 'done', image } : { status: 'waiting' };
    };
    const goOn = async () => {
      const { state } = get();
      if (state.status === 'idle' || state.status === 'running') return;
      controller = new AbortController();
      const { plan, cells } = state;
      set({ state: { ...state, status: 'running' } });
      for (const [index, { status }] of cells.entries()) {
        if (status === 'done') continue;
        if (controller.signal.aborted) break;
        setCell(index, await runCell(plan, index));
      }
      const status = controller.signal.aborted ? 'stopped' : 'done';
      set(({ state: now }) => (now.status === 'idle' ? {} : { state: { ...now, status } }));
    };
    return {
      state: { status: 'idle' },
      async start(plan) {
        const { status } = get().state;
        if (status === 'running' || status === 'stopping') return;
        set({ state: { status: 'stopped', plan, cells: plan.cells.map(() => ({ status: 'waiting' })) } });
        await goOn();
      },
      stop() {
        controller.abort();
        set(({ state }) => (state.status === 'running' ? { state: { ...state, status: 'stopping' } } : {}));
      },
      resume: goOn,
    };
  });
}
