import { describe, expect, it } from 'vitest';
import type { Failure } from '../contract/failure';
import type { Transfer, TransferState } from '../contract/model-store';
import { isMoving, shareOf, transferWords } from './transfer-words';

const failure: Failure = { code: 'network-unreachable', message: 'The network is gone.', action: 'Wait.' };
const transfer = (state: TransferState, rest: Partial<Transfer> = {}): Transfer => ({
  key: 'a/b main q8',
  model: { id: 'a/b', revision: 'main' },
  dtype: 'q8',
  state,
  file: 'onnx/model_quantized.onnx',
  loaded: 12e6,
  total: 40e6,
  bytesPerSecond: null,
  secondsLeft: null,
  ...rest,
});

describe('transferWords', () => {
  it.each<[TransferState, Partial<Transfer>, string]>([
    [{ name: 'queued' }, {}, 'Waiting for other downloads, 12 MB of 40 MB'],
    [{ name: 'elsewhere' }, {}, 'Another tab of this browser fetches it, 12 MB of 40 MB'],
    [{ name: 'downloading' }, { bytesPerSecond: 3.14e6, secondsLeft: 8.9 }, '12 MB of 40 MB, 3.1 MB/s, 9 s left'],
    [{ name: 'downloading' }, { bytesPerSecond: 1000.4, secondsLeft: 75 }, '12 MB of 40 MB, 1.0 kB/s, 1 min 15 s left'],
    [{ name: 'downloading' }, { secondsLeft: 0.2 }, '12 MB of 40 MB, 1 s left'],
    [{ name: 'downloading' }, { total: null }, '12 MB'],
    [
      { name: 'retrying', failure, attempt: 2, at: 4200 },
      {},
      'Trying again in 4 s, 12 MB of 40 MB: The network is gone.',
    ],
    [{ name: 'retrying', failure, attempt: 2, at: 900 }, {}, 'Trying again, 12 MB of 40 MB: The network is gone.'],
    [{ name: 'paused' }, {}, 'Paused at 12 MB of 40 MB'],
    [{ name: 'verifying' }, {}, 'Checking what has arrived, 12 MB of 40 MB'],
    [{ name: 'done' }, {}, 'Done, 40 MB'],
    [{ name: 'failed', failure }, {}, 'Failed at 12 MB of 40 MB'],
  ])('%j %j', (state, rest, words) => {
    expect(transferWords(transfer(state, rest), 1000)).toBe(words);
  });
});

it('tells what moves from what waits for somebody', () => {
  expect(isMoving(transfer({ name: 'queued' }))).toBe(true);
  expect(isMoving(transfer({ name: 'paused' }))).toBe(false);
  expect(isMoving(transfer({ name: 'failed', failure }))).toBe(false);
});

it('knows no share without a total', () => {
  expect(shareOf({ loaded: 5, total: 10 })).toBe(0.5);
  expect(shareOf({ loaded: 5, total: null })).toBeNull();
  expect(shareOf({ loaded: 11, total: 10 })).toBe(1);
});
