// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ListEditor } from './list-editor';

afterEach(cleanup);

const editor = (values: readonly string[], onChange: (values: string[]) => void = () => {}) => (
  <ListEditor
    id="labels"
    label="Labels"
    values={values}
    placeholder=""
    maxItems={5}
    describedBy={undefined}
    onChange={onChange}
  />
);

it.each([
  ['food, travel', ['a', 'food', 'travel']],
  ['food\r\n\nfood\n', ['a', 'food']],
  ['"fun, games",food', ['a', 'fun, games', 'food']],
  ['"say ""hi""",  "two\nlines"', ['a', 'say "hi"', 'two\nlines']],
  ['"open, end', ['a', '"open', 'end']],
])('splits a pasted %j', (text, expected) => {
  const onChange = vi.fn();
  render(editor(['a'], onChange));
  fireEvent.paste(screen.getByRole('textbox', { name: 'Labels' }), { clipboardData: { getData: () => text } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith(expected);
});

it('leaves nothing behind of doubles that a link held', () => {
  const { rerender } = render(editor(['a', 'a']));
  rerender(editor(['b', 'c']));
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Remove b',
    'Remove c',
  ]);
});
