import type { ParameterSpec } from '../contract/parameter';

/** `truncation` of Python's pipelines: here a text that is too long is always cut, and a notice says so. */
export const ALWAYS_TRUNCATED = {
  type: 'choice',
  label: 'Cut what is too long',
  help: 'What is longer than the model reads is cut at its end, and the result says so.',
  choices: [{ value: true, label: 'always' }],
  default: true,
} as const satisfies ParameterSpec;
