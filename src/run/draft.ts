import { type DeviceChoice, type DtypeChoice, isDeviceChoice, isDtypeChoice } from '../contract/model';
import type { ParameterValue, ParameterValues } from '../contract/parameter';
import {
  type ChatMessage,
  type InputValue,
  type InputValues,
  isChat,
  type TaskDefinition,
  type ViewTexts,
} from '../contract/task';
import type { KeyValueStore } from '../lib/key-value-store';
import { defaultParameters, parameterProblem } from '../lib/validate-request';

/** The file that a list of texts was read from. */
export interface DataSource {
  file: string;
  /** The column of a table; null for a text file. */
  column: string | null;
  /** The cells of the other columns, one for each text, where the task wants them. */
  columns?: Readonly<Record<string, readonly string[]>>;
}

/** Everything a person has set in one tab. It is kept across reloads: nothing that was typed is lost. */
export interface Draft {
  input: InputValues;
  /** Where inputs came from that were read from a file and not edited since, by their names. */
  sources: Readonly<Record<string, DataSource>>;
  parameters: ParameterValues;
  model: string;
  /** A branch, tag or commit of the model; absent for its main branch. */
  revision?: string;
  device: DeviceChoice;
  dtype: DtypeChoice;
  /** How results are looked at; absent until something was chosen. */
  view?: ViewTexts;
}

export function emptyDraft(task: TaskDefinition): Draft {
  return {
    input: Object.fromEntries(
      Object.entries(task.inputs).map(([name, spec]) => [
        name,
        spec.type === 'labels' ? [] : spec.type === 'image' ? null : spec.list ? [''] : '',
      ]),
    ),
    sources: {},
    parameters: defaultParameters(task.parameters),
    model: task.defaultModel,
    device: 'auto',
    dtype: 'auto',
  };
}

const draftKey = (taskId: string) => `loupe.draft.${taskId}`;
const replacedKey = (taskId: string) => `loupe.replaced.${taskId}`;

/** The stored draft, with whatever does not fit (an older version, a hand edit) replaced by its default. */
export const loadDraft = (task: TaskDefinition, storage: KeyValueStore): Draft =>
  readDraft(task, storage, draftKey(task.id)) ?? emptyDraft(task);

/** A draft that was set aside, or null. */
export const loadReplaced = (task: TaskDefinition, storage: KeyValueStore): Draft | null =>
  readDraft(task, storage, replacedKey(task.id));

function readDraft(task: TaskDefinition, storage: KeyValueStore, key: string): Draft | null {
  const draft = emptyDraft(task);
  const stored = readJson(storage, key);
  if (!isRecord(stored)) return null;
  if (isRecord(stored.input)) {
    for (const name of Object.keys(task.inputs)) {
      const value = stored.input[name];
      if (typeof value === 'string' || isStringList(value) || isConversation(value)) draft.input[name] = value;
    }
  }
  if (isRecord(stored.sources)) {
    for (const [name, source] of Object.entries(stored.sources)) {
      if (isSource(source) && Array.isArray(draft.input[name])) draft.sources = { ...draft.sources, [name]: source };
    }
  }
  if (isRecord(stored.parameters)) {
    for (const [name, spec] of Object.entries(task.parameters)) {
      const value = stored.parameters[name];
      // A number out of range or an unfinished text was typed by somebody: it stays, and its field says what is wrong.
      const typed =
        (typeof value === 'number' && !['boolean', 'choice', 'text', 'text-list'].includes(spec.type)) ||
        (typeof value === 'string' && spec.type === 'text');
      if (value !== undefined && (typed || parameterProblem(spec, value) === null)) {
        draft.parameters[name] = value as ParameterValue;
      }
    }
  }
  if (isRecord(stored.view)) draft.view = only(stored.view, task.view ?? []);
  if (typeof stored.model === 'string') draft.model = stored.model;
  if (typeof stored.revision === 'string' && stored.revision !== '') draft.revision = stored.revision;
  if (isDeviceChoice(stored.device)) draft.device = stored.device;
  if (isDtypeChoice(stored.dtype)) draft.dtype = stored.dtype;
  return draft;
}

const only = (texts: Record<string, unknown>, names: readonly string[]): ViewTexts =>
  Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => {
      const [name, text] = entry;
      return names.includes(name) && typeof text === 'string';
    }),
  );

export const saveDraft = (taskId: string, draft: Draft, storage: KeyValueStore): void =>
  setLater(storage, draftKey(taskId), () => write(draft));

export const saveReplaced = (taskId: string, draft: Draft | null, storage: KeyValueStore): void =>
  setLater(storage, replacedKey(taskId), () => write(draft));

/** A draft may hold ten thousand texts: where the storage can wait for a pause in typing, it does. */
const setLater = (storage: KeyValueStore, key: string, make: () => string): void =>
  storage.setLater ? storage.setLater(key, make) : storage.setItem(key, make());

/**
 * An emptied number field holds NaN, which JSON would turn into null: a valid seed, and another meaning. Pictures are
 * kept elsewhere (images/picture-drafts.ts).
 */
const write = (draft: Draft | null): string =>
  JSON.stringify(draft, (_, value) => (Number.isNaN(value) ? 'not a number' : value instanceof Blob ? null : value));

/** Whether two values of an input are the same; pictures are, when they are the same object. */
const isSameInput = (a: InputValue | undefined, b: InputValue | undefined): boolean =>
  a === b || (!(a instanceof Blob) && !(b instanceof Blob) && JSON.stringify(a) === JSON.stringify(b));

/** Whether a value is somebody's work: a text, a list, a picture. */
const isWork = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.trim() !== ''
    : Array.isArray(value)
      ? value.some((item) => typeof item !== 'string' || item.trim() !== '')
      : value instanceof Blob;

/** What of a draft was made by hand: its inputs, unless they are an example's, and the texts beside them. */
function workIn(task: TaskDefinition, { input, parameters }: Draft): [place: string, value: InputValue][] {
  const example = task.examples.find((candidate) =>
    Object.entries(candidate.input).every(([name, value]) => isSameInput(input[name], value)),
  );
  const inputs = Object.entries(input).filter(
    ([name, value]) => !(example && (Object.hasOwn(example.input, name) || isExamplePicture(task, name, value))),
  );
  const texts = Object.entries(task.parameters)
    .filter(([, spec]) => spec.type === 'text' && spec.besideInput)
    .map(([name]): [string, InputValue] => [name, parameters[name] as InputValue]);
  return [...inputs, ...texts].filter(([, value]) => isWork(value));
}

const isExamplePicture = (task: TaskDefinition, name: string, value: InputValue): boolean =>
  value instanceof File && task.examples.some(({ pictures }) => pictures?.[name] === value.name);

/** Whether a draft holds something of a person's own. */
export const hasOwnWork = (task: TaskDefinition, draft: Draft): boolean => workIn(task, draft).length > 0;

/** Whether something of a person's own would be gone with the next draft. */
export const losesWork = (task: TaskDefinition, draft: Draft, next: Draft): boolean =>
  workIn(task, draft).some(
    ([name, value]) => !isSameInput(value, next.input[name] ?? (next.parameters[name] as InputValue | undefined)),
  );

function readJson(storage: KeyValueStore, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSource = (value: unknown): value is DataSource =>
  isRecord(value) && typeof value.file === 'string' && (value.column === null || typeof value.column === 'string');
const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isConversation = (value: unknown): value is ChatMessage[] =>
  isChat(value) && value.every(({ role, content }) => typeof role === 'string' && typeof content === 'string');
