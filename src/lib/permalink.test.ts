import { describe, expect, it } from 'vitest';
import { DEMO_TASK as task } from './demo-task';
import { buildPermalink, parseHash, parsePermalink } from './permalink';

describe('permalink', () => {
  it('restores what it was built from', () => {
    const state = {
      input: { text: 'Ünïcode & friends\nline two + 100 % #1?' },
      parameters: { top_k: null, top_p: 0.9, do_sample: true },
      model: 'someone/some-model',
      device: 'wasm' as const,
    };
    const parsed = parseHash(buildPermalink(task, state));
    expect(parsed?.task).toBe('demo');
    expect(parsePermalink(task, parsed?.query ?? new URLSearchParams())).toEqual({
      state: { ...state, run: false },
      ignored: [],
    });
  });

  it('carries a batch as a repeated input', () => {
    const hash = buildPermalink(task, { input: { text: ['a', 'b'] }, parameters: {} });
    const parsed = parsePermalink(task, parseHash(hash)?.query ?? new URLSearchParams());
    expect(parsed.state.input).toEqual({ text: ['a', 'b'] });
  });

  it('keeps a batch of one a batch', () => {
    const hash = buildPermalink(task, { input: { text: ['only'] }, parameters: {} });
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
