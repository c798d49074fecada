import type { Notice, RunEvent, Rung } from '../contract/events';
import type { Failure } from '../contract/failure';
import type { DeviceChoice, DtypeChoice } from '../contract/model';
import type { ParameterValues } from '../contract/parameter';
import type { RunRecord, RunResult } from '../contract/run';
import type { InputValues } from '../contract/task';
import type { Draft } from './draft';
import { type Denoising, type DenoisingEvent, reduceDenoising } from './images/denoising';

/** What a run has written so far; it outlives a stop and a failure. */
export interface Partial {
  /** Text of each sequence. */
  texts: string[];
  tokens: number;
  firstTokenAt: number | null;
  lastTokenAt: number | null;
  steps: { done: number; total: number; unit: 'text' | 'token' | 'denoising' } | null;
  /** Finished items of a batch, in order. */
  items: readonly unknown[];
  /** Pictures on their way out of the noise. */
  denoising?: Denoising;
}

export interface Download {
  file: string;
  loaded: number;
  total: number | null;
  startedAt: number;
  now: number;
}

/** What was asked for, fixed at the start: the form may change while the run goes on. */
export interface Asked {
  input: InputValues;
  /** The files that inputs came from, by their names. */
  sources?: Draft['sources'];
  parameters: ParameterValues;
  model: string;
  revision?: string;
  device: DeviceChoice;
  dtype: DtypeChoice;
}

interface Running {
  status: 'running';
  asked: Asked;
  startedAt: number;
  /** What it is doing: the words of the run bar hang on it. */
  phase: 'queued' | 'starting' | 'downloading' | 'compiling' | 'checking' | 'shaders' | 'computing' | 'stopping';
  position: number;
  download: Download | null;
  rung: Rung | null;
  notices: Notice[];
  stepsDown: RunRecord['steps_down'];
  restarts: NonNullable<RunRecord['restarts']>;
  /** Milliseconds for which nothing was heard of it; null while it is heard of as often as is usual. */
  silentMs: number | null;
  partial: Partial;
}

/** One run of one tab, from nothing to its end. */
export type RunState =
  | { status: 'idle' }
  | Running
  | { status: 'done'; result: Extract<RunResult, { ok: true }>; asked: Asked; partial: Partial }
  | { status: 'failed'; failure: Failure; run: RunRecord; asked: Asked; partial: Partial }
  | { status: 'cancelled'; run: RunRecord; asked: Asked; partial: Partial };

/** A run that is over, whatever its end. */
export type EndedRun = Exclude<RunState, { status: 'idle' | 'running' }>;

export type RunAction =
  /** `items` of the batch are already done. */
  | { type: 'start'; asked: Asked; items?: readonly unknown[]; at: number }
  | { type: 'event'; event: RunEvent; at: number }
  | { type: 'stop' }
  | { type: 'finish'; result: RunResult }
  | { type: 'clear' };

export const IDLE: RunState = { status: 'idle' };

const NOTHING: Partial = { texts: [], tokens: 0, firstTokenAt: null, lastTokenAt: null, steps: null, items: [] };

/** The only place where a run's state changes. `at` is performance.now() in milliseconds. */
export function reduceRun(state: RunState, action: RunAction): RunState {
  switch (action.type) {
    case 'start':
      return {
        status: 'running',
        asked: action.asked,
        startedAt: action.at,
        phase: 'starting',
        position: 0,
        download: null,
        rung: null,
        notices: [],
        stepsDown: [],
        restarts: [],
        silentMs: null,
        partial: { ...NOTHING, items: action.items ?? [] },
      };
    case 'event':
      return state.status === 'running' ? reduceEvent(state, action.event, action.at) : state;
    case 'stop':
      return state.status === 'running' ? { ...state, phase: 'stopping' } : state;
    case 'finish':
      return finish(state, action.result);
    case 'clear':
      return state.status === 'running' ? state : IDLE;
    default:
      return action satisfies never;
  }
}

function reduceEvent(state: Running, event: RunEvent, at: number): Running {
  // What comes in after the stop button still counts, but the words stay "stopping".
  const to = (phase: Running['phase']) => (state.phase === 'stopping' ? state.phase : phase);
  switch (event.type) {
    case 'queued':
      return { ...state, phase: to('queued'), position: event.position };
    case 'attempt':
      return {
        ...state,
        phase: to('starting'),
        rung: event.rung,
        partial: { ...NOTHING, items: state.partial.items },
        notices: [],
        download: null,
      };
    case 'step-down':
      return { ...state, stepsDown: [...state.stepsDown, event] };
    case 'restart': {
      const { rung, restarts, partial } = state;
      const again = rung ? [...restarts, { rung, failure: event.failure }] : restarts;
      const begun = { partial: { ...NOTHING, items: partial.items }, notices: [], download: null, silentMs: null };
      return { ...state, ...begun, phase: to('starting'), restarts: again };
    }
    case 'stalled':
      return { ...state, silentMs: event.over ? null : event.silentMs };
    case 'self-check':
      return { ...state, phase: to('checking') };
    case 'shaders':
      return { ...state, phase: to(event.compiling ? 'shaders' : 'computing') };
    case 'download': {
      if (event.cached) return { ...state, phase: to('starting') };
      const { file, loaded, total } = event;
      const startedAt = state.download?.startedAt ?? at;
      return { ...state, phase: to('downloading'), download: { file, loaded, total, startedAt, now: at } };
    }
    case 'compile':
      return { ...state, phase: to('compiling') };
    case 'ready':
      return { ...state, phase: to('computing') };
    case 'step': {
      const steps = { done: event.step, total: event.total, unit: event.unit };
      const partial = event.unit === 'denoising' ? denoise(state.partial, event, at) : state.partial;
      return { ...state, partial: { ...partial, steps } };
    }
    case 'schedule':
    case 'preview':
      return { ...state, partial: denoise(state.partial, event, at) };
    case 'items':
      return {
        ...state,
        partial: { ...state.partial, items: [...state.partial.items.slice(0, event.from), ...event.items] },
      };
    case 'token':
      return { ...state, partial: addToken(state.partial, event, at) };
    case 'notice':
      return { ...state, notices: [...state.notices, event.notice] };
    default:
      return event satisfies never;
  }
}

const denoise = (partial: Partial, event: DenoisingEvent, at: number): Partial => ({
  ...partial,
  denoising: reduceDenoising(partial.denoising ?? null, event, at),
});

function addToken(partial: Partial, event: Extract<RunEvent, { type: 'token' }>, at: number): Partial {
  const texts = [...partial.texts];
  while (texts.length <= event.sequence) texts.push('');
  texts[event.sequence] += event.text;
  return {
    ...partial,
    texts,
    tokens: partial.tokens + 1,
    firstTokenAt: partial.firstTokenAt ?? at,
    lastTokenAt: at,
  };
}

function finish(state: RunState, result: RunResult): RunState {
  if (state.status !== 'running') return state;
  const { partial, asked } = state;
  if (result.ok) return { status: 'done', result, asked, partial };
  if (result.failure.code === 'cancelled') return { status: 'cancelled', run: result.run, asked, partial };
  return { status: 'failed', failure: result.failure, run: result.run, asked, partial };
}
