import type { TaskDefinition } from '../contract/task';

/** A small task for tests: one text, and a knob of each kind. */
export const DEMO_TASK = {
  id: 'demo',
  title: 'Demo',
  group: 'text',
  order: 1,
  summary: '',
  inputs: {
    text: { type: 'text', label: 'Text', placeholder: '', help: '', batch: true, maxCharacters: 100, maxItems: 3 },
  },
  parameters: {
    top_k: {
      type: 'optional-integer',
      label: '',
      help: '',
      minimum: 1,
      maximum: 9,
      step: 1,
      default: 1,
      nullLabel: 'all',
    },
    top_p: { type: 'number', label: '', help: '', minimum: 0, maximum: 1, step: 0.1, default: 1 },
    do_sample: { type: 'boolean', label: '', help: '', default: false },
    function_to_apply: {
      type: 'choice',
      label: '',
      help: '',
      choices: [{ value: 'softmax', label: '' }],
      default: 'softmax',
    },
    seed: { type: 'seed', label: '', help: '', default: null },
  },
  defaultModel: 'loupe/demo',
  examples: [],
} satisfies TaskDefinition;
