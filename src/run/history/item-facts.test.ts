import { expect, it } from 'vitest';
import type { HistoryItem } from './history-entry';
import { differences } from './item-facts';

const SPECS = {
  seed: {
    type: 'seed',
    label: '',
    help: '',
    default: null,
    activeWhen: { parameter: 'do_sample', equals: true, otherwise: '' },
  },
  do_sample: { type: 'boolean', label: '', help: '', default: false },
} as const;

const item = (parameters: HistoryItem['parameters']) =>
  ({ title: 'One', model: 'loupe/demo', device: 'wasm', dtype: 'q4', parameters }) as HistoryItem;
const namesOf = (a: HistoryItem, b: HistoryItem) => differences(a, b, SPECS).map(({ name }) => name);

it('counts a knob as a difference where it acted in one run at least', () => {
  expect(namesOf(item({ seed: 1, do_sample: false }), item({ seed: 2, do_sample: false }))).toEqual([]);
  expect(namesOf(item({ seed: 1, do_sample: true }), item({ seed: 2, do_sample: false }))).toEqual([
    'seed',
    'do_sample',
  ]);
});
