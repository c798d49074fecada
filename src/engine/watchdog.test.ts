import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BEATS, STOP_FLAG_WORDS, type StopFlag, WORK, WORKS, type Work } from '../contract/worker-api';
import { LongestSilences, Watchdog } from './watchdog';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATIENCE = { sayMs: 10_000, endMs: 30_000 };

function setUp({ shared = true, answers = true, silences = new LongestSilences() } = {}) {
  const flag = shared ? new Int32Array(new SharedArrayBuffer(4 * STOP_FLAG_WORDS)) : null;
  const told: string[] = [];
  const dog = new Watchdog({
    model: 'm',
    silences,
    patience: PATIENCE,
    flag,
    ping: () => (answers ? Promise.resolve() : new Promise(() => {})),
    onStalled: (ms) => told.push(`stalled ${Math.round(ms / 1000)}`),
    onAlive: () => told.push('alive'),
    onHung: (ms, work) => told.push(`hung in ${work} after ${Math.round(ms / 1000)}`),
    now: () => Date.now(),
  });
  return { dog, flag, told, silences };
}

function beat(flag: StopFlag | null, work: Work): void {
  if (!flag) return;
  flag[BEATS] = (flag[BEATS] ?? 0) + 1;
  flag[WORK] = WORKS.indexOf(work);
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('Watchdog', () => {
  it('says nothing while the worker beats, however long the run takes', async () => {
    const { flag, told } = setUp();
    for (let i = 0; i < 100; i++) {
      beat(flag, 'pass');
      await seconds(2);
    }
    expect(told).toEqual([]);
  });

  it('tells of a silent pass first, and ends it later, though the event loop turns', async () => {
    const { flag, told } = setUp();
    beat(flag, 'pass');
    await seconds(9);
    expect(told).toEqual([]);
    await seconds(3);
    expect(told[0]).toBe('stalled 10');
    await seconds(30);
    expect(told.at(-1)).toBe('hung in pass after 30');
  });

  it('takes it back when the worker goes on, and waits longer for this model from then on', async () => {
    const { flag, told, silences } = setUp();
    beat(flag, 'pass');
    await seconds(15);
    beat(flag, 'code');
    await seconds(2);
    expect(told.at(-1)).toBe('alive');
    expect(silences.limits('m', 'pass', PATIENCE)).toEqual({ sayMs: 75_000, endMs: 300_000 });
    expect(silences.limits('other', 'pass', PATIENCE)).toEqual(PATIENCE);
  });

  it('waits for files as long as the event loop answers, and no longer', async () => {
    const patient = setUp();
    await seconds(100);
    expect(patient.told).toEqual([]);
    const deaf = setUp({ answers: false });
    await seconds(40);
    expect(deaf.told.at(-1)).toBe('hung in wait after 30');
  });

  it('goes by messages where memory cannot be shared', async () => {
    const { dog, told } = setUp({ shared: false });
    dog.heard({ beats: 4, work: 'pass' });
    for (let i = 0; i < 12; i++) {
      dog.heard();
      await seconds(1);
    }
    expect(told).toEqual([]);
    await seconds(40);
    expect(told.at(-1)).toBe('hung in pass after 30');
  });

  it('does not count the time that a machine slept', async () => {
    const { flag, told } = setUp();
    beat(flag, 'pass');
    await seconds(1);
    vi.setSystemTime(Date.now() + 3_600_000);
    await seconds(2);
    expect(told).toEqual([]);
  });

  it('is quiet once it is stopped', async () => {
    const { dog, told } = setUp({ answers: false });
    dog.stop();
    await seconds(100);
    expect(told).toEqual([]);
  });
});
