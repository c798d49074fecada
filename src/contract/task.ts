import type { ParameterSpecs, ParameterValue } from './parameter';

export type TaskGroup = 'text' | 'image' | 'inside' | 'build';

/** One text that a task reads. */
export interface TextInput {
  type: 'text';
  label: string;
  placeholder: string;
  help: string;
  /** Whether an array of texts is accepted as a batch. */
  batch: boolean;
  /** Whether its form starts with a list: one text alone makes little sense here. */
  list?: boolean;
  /** Characters (UTF-16 units) accepted in one text. */
  maxCharacters: number;
  /** Texts accepted in one batch. */
  maxItems: number;
  /** Whether a conversation (a list of messages) is accepted instead of a text. */
  chat?: boolean;
  /** Whether the model's mask token can be put into the text. */
  mask?: boolean;
}

/** A list of short texts that a task chooses from, such as candidate labels. */
export interface LabelsInput {
  type: 'labels';
  label: string;
  placeholder: string;
  help: string;
  maxCharacters: number;
  minItems: number;
  maxItems: number;
}

/** A picture: a Blob of a type that browsers decode (PNG, JPEG, WebP, AVIF, GIF's first frame…). */
export interface ImageInput {
  type: 'image';
  label: string;
  help: string;
  /** Whether a run can do without it; it is `null` then. */
  optional?: boolean;
  maxBytes: number;
}

/** One turn of a conversation, as chat templates read it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export type InputSpec = TextInput | LabelsInput | ImageInput;
export type InputSpecs = Readonly<Record<string, InputSpec>>;
export type InputValue = string | string[] | ChatMessage[] | Blob | null;
export type InputValues = Record<string, InputValue>;

/** A picture as a record holds it: what it was, without its pixels. */
export interface RecordedImage {
  /** Of the file, where it was one. */
  name?: string;
  type: string;
  bytes: number;
  /** Hexadecimal; absent where the page has no way to compute it. */
  sha256?: string;
  /** Pixels; null where nobody could look. */
  width: number | null;
  height: number | null;
}

/** Inputs as plain JSON. */
export type RecordedInputs = Record<string, InputValue | RecordedImage>;

/** Something to try, shown as a chip. */
export interface TaskExample {
  label: string;
  input: InputValues;
  /** Pictures by the names of their inputs: files under public/examples. */
  pictures?: Readonly<Record<string, string>>;
  parameters?: Record<string, ParameterValue>;
}

/**
 * A task: everything about it that is data. The form, the permalink, the scripting console and the check before the
 * worker all read this one definition.
 */
export interface TaskDefinition {
  /** Hugging Face's task id where one exists. */
  id: string;
  /** Other names that Hugging Face's `pipeline` takes for it. */
  aliases?: readonly string[];
  title: string;
  group: TaskGroup;
  /** Position in its group in the task rail. */
  order: number;
  /** One sentence for the head of the tab. */
  summary: string;
  inputs: InputSpecs;
  parameters: ParameterSpecs;
  /**
   * Parameters of the Python pipeline that change nothing here: it passes them over itself, or what they ask for is so
   * anyway. Requests may name them, with the values that hold; forms and records do not.
   */
  passedOver?: ParameterSpecs;
  defaultModel: string;
  /** How its models lie in their repositories; as transformers.js has them where nothing is said. */
  layout?: 'transformers' | 'diffusers';
  /**
   * The ONNX graphs of its models, without suffix and extension; one `model` where nothing is said. In diffusers' layout
   * the components, each a folder with a `model`.
   */
  graphs?: readonly string[];
  /** Whether any of these graphs will do: a model has some of them. */
  anyGraph?: boolean;
  /** Whether it reads the graphs with attention outputs, of models that have such. */
  attentions?: boolean;
  /** Other tasks whose models it takes. */
  modelsOf?: readonly string[];
  /**
   * Settings of the views that its results are drawn in: links and drafts keep them as texts, no run depends on them, and
   * the tab alone knows what they mean.
   */
  view?: readonly string[];
  examples: readonly TaskExample[];
}

/** Settings of a tab's views by their names, as links and drafts have them. Any text may stand there. */
export type ViewTexts = Readonly<Record<string, string>>;

/** Whether an input is a conversation. Copied first: `every` does not look at the holes of a sparse array. */
export const isChat = (value: unknown): value is ChatMessage[] =>
  Array.isArray(value) && value.length > 0 && [...value].every((item) => typeof item === 'object' && item !== null);
