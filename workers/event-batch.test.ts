import { expect, it } from 'vitest';
import type { RunEvent } from '../src/contract/events';
import { createEventBatch } from './event-batch';

const token = (index: number, sequence = 0): RunEvent => ({ type: 'token', sequence, index, tokenId: 0, text: '' });

function setUp() {
  const sent: RunEvent[][] = [];
  const clock = { time: 0 };
  const batch = createEventBatch(
    (events) => sent.push(events),
    () => clock.time,
  );
  return { sent, clock, ...batch };
}

it('sends the tokens of all sequences of a slow model together, before the next step', () => {
  const { sent, clock, emit, flushIfDue } = setUp();
  for (let index = 0; index < 2; index++) {
    clock.time += 40;
    emit(token(index, 0));
    emit(token(index, 1));
    flushIfDue();
  }
  expect(sent).toEqual([
    [token(0, 0), token(0, 1)],
    [token(1, 0), token(1, 1)],
  ]);
});

it('batches quick tokens and keeps the order among all events', () => {
  const { sent, clock, emit, flush, flushIfDue } = setUp();
  for (let index = 0; index < 20; index++) {
    clock.time += 4;
    emit(token(index));
    flushIfDue();
  }
  expect(sent.map((events) => events.length)).toEqual([1, 9, 9]);
  emit({ type: 'ready' });
  emit(token(20));
  flush();
  flush();
  expect(sent.flat()).toHaveLength(22);
  expect(sent.flat().at(-2)).toEqual({ type: 'ready' });
});
