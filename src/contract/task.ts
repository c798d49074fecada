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

/** One turn of a conversation, as chat templates read it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export type InputSpec = TextInput | LabelsInput;
export type InputSpecs = Readonly<Record<string, InputSpec>>;
export type InputValue = string | string[] | ChatMessage[];
export type InputValues = Record<string, InputValue>;

/** Something to try, shown as a chip. */
export interface TaskExample {
  label: string;
  input: InputValues;
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
  defaultModel: string;
  /** The ONNX graphs of its models, without suffix and extension; one `model` where nothing is said. */
  graphs?: readonly string[];
  examples: readonly TaskExample[];
}

/** Whether an input is a conversation. */
export const isChat = (value: unknown): value is ChatMessage[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'object' && item !== null);
