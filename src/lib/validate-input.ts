import type { Failure } from '../contract/failure';
import { failed, type Outcome, success } from '../contract/outcome';
import {
  type ImageInput,
  type InputSpec,
  type InputSpecs,
  type InputValue,
  type InputValues,
  isChat,
  type LabelsInput,
  type TextInput,
} from '../contract/task';
import { formatBytes, formatCount } from './format';

/** Checks every input of a task; the first problem is returned as a failure that names the field. */
export function validateInputs(specs: InputSpecs, fields: Record<string, unknown>): Outcome<InputValues> {
  const values: InputValues = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = spec.type === 'labels' ? splitLabels(fields[name]) : (fields[name] ?? null);
    const failure = inputFailure(name, spec, value);
    if (failure) return failed(failure);
    values[name] = value as InputValue;
  }
  return success(values);
}

/** Labels may come as one text with commas between them, as in Hugging Face's pipelines. */
function splitLabels(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}

function inputFailure(name: string, spec: InputSpec, value: unknown): Failure | null {
  const label = spec.label.toLowerCase();
  if (value === undefined || value === null) {
    if (spec.type === 'image' && spec.optional) return null;
    const are = spec.type === 'labels' ? 'are' : 'is';
    return invalidInput(name, `The ${label} ${are} missing.`, 'input-empty', `Give \`${name}\`.`);
  }
  if (spec.type === 'labels') return labelsFailure(name, spec, value);
  if (spec.type === 'image') return imageFailure(name, spec, value);
  if (spec.chat && isChat(value)) return chatFailure(name, spec, value);
  return textFailure(name, spec, value);
}

function textFailure(name: string, spec: TextInput, value: unknown): Failure | null {
  const label = spec.label.toLowerCase();
  if (Array.isArray(value)) {
    if (!spec.batch) return invalidInput(name, `\`${name}\` takes one text, not a list.`, 'input-invalid');
    if (value.length === 0) return invalidInput(name, 'The list of texts is empty.', 'input-empty');
    if (value.length > spec.maxItems) {
      return invalidInput(
        name,
        `The list has ${formatCount(value.length)} texts; at most ${formatCount(spec.maxItems)} fit in one run.`,
        'input-too-long',
        'Split the list and run the parts one after the other.',
      );
    }
  } else if (typeof value !== 'string') {
    return invalidInput(name, `\`${name}\` must be a text${spec.batch ? ' or a list of texts' : ''}.`, 'input-invalid');
  }
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  for (const [index, text] of texts.entries()) {
    const which = Array.isArray(value) ? `Text ${index + 1}` : `The ${label}`;
    if (typeof text !== 'string') return invalidInput(name, `${which} is not a text.`, 'input-invalid');
    if (text.trim() === '') return invalidInput(name, `${which} is empty.`, 'input-empty');
    if (text.length > spec.maxCharacters) {
      return invalidInput(
        name,
        `${which} has ${formatCount(text.length)} characters; at most ${formatCount(spec.maxCharacters)} fit in one run.`,
        'input-too-long',
        spec.batch
          ? 'Shorten it, or split it into several texts.'
          : 'Shorten it: the model reads only its last part anyway.',
      );
    }
  }
  return null;
}

function labelsFailure(name: string, spec: LabelsInput, value: unknown): Failure | null {
  const label = spec.label.toLowerCase();
  if (!Array.isArray(value)) return invalidInput(name, `\`${name}\` must be a list of texts.`, 'input-invalid');
  if (value.length < spec.minItems) {
    return invalidInput(name, `There are no ${label}.`, 'input-empty', 'Add some, or pick one of the examples.');
  }
  if (value.length > spec.maxItems) {
    return invalidInput(
      name,
      `There are ${formatCount(value.length)} ${label}; at most ${spec.maxItems} fit.`,
      'input-too-long',
      'Leave some out.',
    );
  }
  for (const [index, text] of value.entries()) {
    if (typeof text !== 'string')
      return invalidInput(name, `Entry ${index + 1} of ${label} is not a text.`, 'input-invalid');
    if (text.trim() === '')
      return invalidInput(name, `Entry ${index + 1} of ${label} is empty.`, 'input-empty', 'Fill or remove it.');
    if (text.length > spec.maxCharacters) {
      return invalidInput(
        name,
        `Entry ${index + 1} of ${label} has more than ${spec.maxCharacters} characters.`,
        'input-too-long',
        'Shorten it.',
      );
    }
    if (value.indexOf(text) < index) {
      return invalidInput(name, `“${text}” is twice among the ${label}.`, 'input-invalid', 'Remove one of the two.');
    }
  }
  return null;
}

/** Whether it can be decoded is found out when it is. */
function imageFailure(name: string, spec: ImageInput, value: unknown): Failure | null {
  const label = spec.label.toLowerCase();
  if (!(value instanceof Blob)) {
    return invalidInput(name, `\`${name}\` must be a Blob with a picture (PNG, JPEG, WebP…).`, 'input-invalid');
  }
  if (value.size === 0) return invalidInput(name, `The ${label} is empty.`, 'input-empty', 'Choose another file.');
  if (value.size > spec.maxBytes) {
    return invalidInput(
      name,
      `The ${label} has ${formatBytes(value.size)}; at most ${formatBytes(spec.maxBytes)} are read.`,
      'input-too-long',
      'Choose a smaller picture.',
    );
  }
  return null;
}

const ROLES: readonly unknown[] = ['system', 'user', 'assistant'];

function chatFailure(name: string, spec: TextInput, messages: readonly unknown[]): Failure | null {
  if (messages.length > spec.maxItems) {
    return invalidInput(
      name,
      `The conversation has ${messages.length} messages; at most ${spec.maxItems} fit.`,
      'input-too-long',
      'Start a new one.',
    );
  }
  for (const [index, message] of messages.entries()) {
    const { role, content } = message as { role?: unknown; content?: unknown };
    const which = `Message ${index + 1}`;
    if (!ROLES.includes(role))
      return invalidInput(name, `${which} has no role: system, user or assistant.`, 'input-invalid');
    if (typeof content !== 'string') return invalidInput(name, `${which} has no text in \`content\`.`, 'input-invalid');
    if (content.length > spec.maxCharacters) {
      return invalidInput(
        name,
        `${which} has ${formatCount(content.length)} characters; at most ${formatCount(spec.maxCharacters)} fit.`,
        'input-too-long',
        'Shorten it.',
      );
    }
  }
  const last = messages.at(-1) as { content: string };
  return last.content.trim() === '' ? invalidInput(name, 'The last message is empty.', 'input-empty') : null;
}

export function invalidInput(
  field: string,
  message: string,
  code: 'input-empty' | 'input-invalid' | 'input-too-long',
  action = code === 'input-empty' ? 'Type something, or pick one of the examples.' : 'Correct the input and run again.',
): Failure {
  return { code, message, action, remedy: 'edit-input', field };
}

export const listOf = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
