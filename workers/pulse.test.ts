import { describe, expect, it, vi } from 'vitest';
import { BEATS, STOP, STOP_FLAG_WORDS, WORK, WORKS } from '../src/contract/worker-api';
import { createPulse } from './pulse';

const sharedFlag = () => new Int32Array(new SharedArrayBuffer(4 * STOP_FLAG_WORDS));

describe('createPulse', () => {
  it('writes beats and work into shared memory, and posts nothing', () => {
    const flag = sharedFlag();
    const post = vi.fn();
    const pulse = createPulse(flag, post, () => 0);
    pulse.beat();
    expect(pulse.enter('pass')).toBe('wait');
    expect(Array.from(flag)).toEqual([0, 2, WORKS.indexOf('pass')]);
    expect(pulse.enter('code')).toBe('pass');
    expect(flag[WORK]).toBe(WORKS.indexOf('code'));
    expect(flag[BEATS]).toBe(3);
    expect(post).not.toHaveBeenCalled();
  });

  it('reads the stop flag', () => {
    const flag = sharedFlag();
    const pulse = createPulse(flag, () => {}, performance.now);
    expect(pulse.stopped()).toBe(false);
    flag[STOP] = 1;
    expect(pulse.stopped()).toBe(true);
    expect(createPulse(null, () => {}, performance.now).stopped()).toBe(false);
  });

  it('posts twice a second at most, but the beginning of a long work at once', () => {
    const post = vi.fn();
    let now = 0;
    const pulse = createPulse(null, post, () => now);
    pulse.beat();
    pulse.beat();
    pulse.enter('pass');
    expect(post).toHaveBeenCalledTimes(1);
    pulse.enter('session');
    expect(post).toHaveBeenLastCalledWith({ beats: 4, work: 'session' });
    now = 600;
    pulse.enter('pass');
    expect(post).toHaveBeenLastCalledWith({ beats: 5, work: 'pass' });
    expect(post).toHaveBeenCalledTimes(3);
  });
});
