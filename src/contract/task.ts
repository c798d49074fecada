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
}

export type InputSpecs = Readonly<Record<string, TextInput>>;
export type InputValue = string | string[];
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
  title: string;
  group: TaskGroup;
  /** Position in its group in the task rail. */
  order: number;
  /** One sentence for the head of the tab. */
  summary: string;
  inputs: InputSpecs;
  parameters: ParameterSpecs;
  defaultModel: string;
  examples: readonly TaskExample[];
}
