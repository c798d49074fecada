// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { BatchTable } from './batch-table';

afterEach(cleanup);

interface Item {
  label: string;
  score: number;
}

const TEXTS = ['bad', 'fine', 'awful', 'great'];
const ITEMS: Item[] = [
  { label: 'NEGATIVE', score: 0.7 },
  { label: 'POSITIVE', score: 0.6 },
  { label: 'NEGATIVE', score: 0.9 },
];
const COLUMNS = [
  { key: 'label', title: 'Label', width: '8rem', value: ({ label }: Item) => label },
  { key: 'score', title: 'Score', width: '4rem', value: ({ score }: Item) => score },
];
const groupOf = ({ label }: Item) => label;

const table = (texts = TEXTS) => (
  <BatchTable
    label="Labels"
    texts={texts}
    items={ITEMS}
    columns={COLUMNS}
    groupOf={groupOf}
    detail={({ label }) => <p>all about {label}</p>}
  />
);
const texts = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getByRole('button').textContent?.replace(/\d/g, ''));
const button = (name: RegExp) => screen.getByRole('button', { name });

it('has the rows that are done, and says how many are to come', () => {
  render(table());
  expect(texts()).toEqual(['bad', 'fine', 'awful']);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
  expect(screen.getByRole('status').textContent).toBe('3 texts; 1 to come');
});

it('sorts by a column, either way, and back', () => {
  render(table());
  const header = () => screen.getByRole('columnheader', { name: 'Score' });
  fireEvent.click(within(header()).getByRole('button'));
  expect(header().getAttribute('aria-sort')).toBe('ascending');
  expect(texts()).toEqual(['fine', 'bad', 'awful']);
  fireEvent.click(within(header()).getByRole('button'));
  expect(texts()).toEqual(['awful', 'bad', 'fine']);
  fireEvent.click(within(header()).getByRole('button'));
  expect(texts()).toEqual(['bad', 'fine', 'awful']);
});

it('counts the groups, and shows one of them', () => {
  render(table());
  fireEvent.click(button(/NEGATIVE 2/));
  expect(texts()).toEqual(['bad', 'awful']);
  expect(screen.getByRole('status').textContent).toContain('2 of 3 texts');
  fireEvent.click(button(/NEGATIVE 2/));
  expect(texts()).toHaveLength(3);
});

it('opens a row to all there is', () => {
  render(table());
  fireEvent.click(button(/fine/));
  expect(button(/fine/).getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByText('all about POSITIVE')).toBeTruthy();
  fireEvent.click(button(/fine/));
  expect(screen.queryByText('all about POSITIVE')).toBeNull();
});

it('is walked through with the arrow keys, one row in the order of Tab', () => {
  render(table());
  button(/bad/).focus();
  for (const [key, text] of [
    ['ArrowDown', 'fine'],
    ['End', 'awful'],
    ['ArrowDown', 'awful'],
    ['ArrowUp', 'fine'],
    ['Home', 'bad'],
  ] as const) {
    fireEvent.keyDown(document.activeElement ?? document.body, { key });
    expect(document.activeElement?.textContent).toContain(text);
    expect(document.querySelectorAll('[data-row-toggle][tabindex="0"]')).toHaveLength(1);
  }
});

it('forgets what was opened and filtered when another batch takes its place', () => {
  const { rerender } = render(table());
  fireEvent.click(button(/NEGATIVE 2/));
  fireEvent.click(button(/bad/));
  rerender(table(['x', 'y', 'z']));
  expect(texts()).toEqual(['x', 'y', 'z']);
  expect(screen.queryByText(/all about/)).toBeNull();
});
