import { describe, expect, it } from 'vitest';
import type { TaskDefinition } from '../contract/task';
import { buildPermalink, parseHash, parsePermalink } from './permalink';

const task = {
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
  },
  defaultModel: 'loupe/demo',
  examples: [],
} satisfies TaskDefinition;

describe('permalink', () => {
  it('restores what it was built from', () => {
    const state = {
      input: { text: 'Ünïcode & friends\nline two + 100 % #1?' },
      parameters: { top_k: null, top_p: 0.9, do_sample: true },
      model: 'someone/some-model',
      device: 'wasm' as const,
    };
    const parsed = parseHash(buildPermalink('demo', state));
    expect(parsed?.task).toBe('demo');
    expect(parsePermalink(task, parsed?.query ?? new URLSearchParams())).toEqual({
      state: { ...state, run: false },
      ignored: [],
    });
  });

  it('carries a batch as a repeated input', () => {
    const hash = buildPermalink('demo', { input: { text: ['a', 'b'] }, parameters: {} });
    const parsed = parsePermalink(task, parseHash(hash)?.query ?? new URLSearchParams());
    expect(parsed.state.input).toEqual({ text: ['a', 'b'] });
  });

  it('keeps a batch of one a batch', () => {
    const hash = buildPermalink('demo', { input: { text: ['only'] }, parameters: {} });
    const parsed = parsePermalink(task, parseHash(hash)?.query ?? new URLSearchParams());
    expect(parsed.state.input).toEqual({ text: ['only'] });
  });

  it('leaves out what the task would refuse, and says so', () => {
    const query = new URLSearchParams(
      'text=a&top_k=99&top_p=many&do_sample=1&nonsense=2&toString=3&device=npu&dtype=fp99&run=1',
    );
    expect(parsePermalink(task, query)).toEqual({
      state: { input: { text: 'a' }, parameters: {}, run: true },
      ignored: ['top_k', 'top_p', 'do_sample', 'nonsense', 'toString', 'device', 'dtype'],
    });
  });

  it.each(['', '#', '#/', '#/Nope!', 'text-generation'])('is not fooled by %j', (hash) => {
    expect(parseHash(hash)).toBeNull();
  });
});
