import { expect, it } from 'vitest';
import type { RunEvent } from '../src/contract/events';
import { createEventBatch } from './event-batch';

const token = (index: number): RunEvent => ({ type: 'token', sequence: 0, index, tokenId: 0, text: '' });

it('sends the first token at once, batches quick ones, and keeps the order', () => {
  const sent: RunEvent[][] = [];
  let time = 0;
  const { emit, flush } = createEventBatch(
    (events) => sent.push(events),
    () => time,
  );
  emit(token(0));
  emit(token(1));
  time = 10;
  emit(token(2));
  expect(sent).toEqual([[token(0)]]);
  time = 20;
  emit(token(3));
  expect(sent[1]).toEqual([token(1), token(2), token(3)]);
  emit(token(4));
  emit({ type: 'ready' });
  expect(sent[2]).toEqual([token(4), { type: 'ready' }]);
  emit(token(5));
  flush();
  flush();
  expect(sent.slice(3)).toEqual([[token(5)]]);
});

it('sends each token of a slow model by itself', () => {
  const sent: RunEvent[][] = [];
  let time = 0;
  const { emit } = createEventBatch(
    (events) => sent.push(events),
    () => time,
  );
  for (let index = 0; index < 3; index++) {
    time += 40;
    emit(token(index));
  }
  expect(sent).toEqual([[token(0)], [token(1)], [token(2)]]);
});
