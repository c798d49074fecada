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

it('sends of the steps between two messages the last one only', () => {
  const { sent, clock, emit, flush, flushIfDue } = setUp();
  const step = (done: number): RunEvent => ({ type: 'step', step: done, total: 9, unit: 'token' });
  for (let done = 1; done <= 9; done++) {
    clock.time += 10;
    emit(token(done));
    emit(step(done));
    flushIfDue();
  }
  expect(sent.map((events) => events.length)).toEqual([2, 5, 5]);
  expect(sent.map((events) => events.at(-1))).toEqual([step(1), step(5), step(9)]);
  flush();
  expect(sent).toHaveLength(3);
});
