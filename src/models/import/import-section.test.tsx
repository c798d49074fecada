// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../contract/outcome';
import type { FakeContent } from '../fake-model-store';
import { storedModel, testServices } from '../test-services';
import { ImportSection } from './import-section';

configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
afterEach(cleanup);

const CONFIG = JSON.stringify({ architectures: ['BertForMaskedLM'] });
const file = (path: string, text = 'x') => {
  const made = new File([text], path.split('/').at(-1) ?? '');
  Object.defineProperty(made, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
  return made;
};
const MINE = storedModel({ id: 'local/my-bert', source: 'local', revision: '', commit: null, from: 'this machine' });

function show(content: Partial<FakeContent> = {}) {
  const kit = testServices({ imported: success(MINE), ...content });
  kit.show(<ImportSection />);
  return kit;
}
const choose = (label: string, files: File[]) => {
  const input = screen.getByLabelText<HTMLInputElement>(label);
  Object.defineProperty(input, 'files', { configurable: true, value: files });
  Object.defineProperty(input, 'value', { configurable: true, value: '', writable: true });
  fireEvent.change(input);
};
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('a model from this machine', () => {
  it('is named and placed by what its folder says, and chosen in its task', async () => {
    const { store, chosen, opened } = show();
    choose("A model's folder", [file('my-bert/config.json', CONFIG), file('my-bert/onnx/model.onnx')]);
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' })).value).toBe('my-bert');
    expect(screen.getByRole('combobox', { name: 'Task' }).textContent).toBe('Fill mask');
    click('Add the model');
    expect(await screen.findByText(/is stored, 61 MB. It is chosen in Fill mask/)).toBeTruthy();
    expect(store.calls).toEqual([
      ['importFiles', ['config.json', 'onnx/model.onnx'], { id: 'local/my-bert', task: 'fill-mask' }],
    ]);
    expect(chosen).toEqual([['fill-mask', { model: 'local/my-bert' }]]);
    click('Open Fill mask');
    expect(opened).toEqual(['fill-mask']);
  });

  it('can be a zip, whose configuration the store reads', async () => {
    const { store } = show();
    choose('A model as zip', [file('my bert.zip')]);
    await screen.findByRole('textbox', { name: 'Name' });
    expect(screen.getByRole('combobox', { name: 'Task' }).textContent).toBe('As its config.json says');
    click('Add the model');
    await screen.findByText(/is stored/);
    expect(store.calls).toEqual([['importZip', 1, { id: 'local/my-bert' }]]);
  });

  it('says when it would replace another one', async () => {
    testServices().show(<ImportSection here={['local/my-bert']} />);
    choose("A model's folder", [file('my-bert/config.json', CONFIG), file('my-bert/onnx/model.onnx')]);
    expect(await screen.findByText(/local\/my-bert is here already: what it has now will be replaced/)).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'another' } });
    expect(screen.getByText('Its id will be local/another.')).toBeTruthy();
  });

  it('wants a name that an id can have', async () => {
    const { store } = show();
    choose("A model's files", [file('config.json', CONFIG), file('model.onnx')]);
    const name = await screen.findByRole('textbox', { name: 'Name' });
    click('Add the model');
    expect(screen.getByRole('alert').textContent).toBe('Give it a name.');
    fireEvent.change(name, { target: { value: 'my model' } });
    click('Add the model');
    expect(screen.getByRole('alert').textContent).toContain('my-model');
    expect(store.calls).toEqual([]);
    fireEvent.change(name, { target: { value: 'my-model' } });
    click('Add the model');
    await waitFor(() => expect(store.calls).toHaveLength(1));
  });

  it('says what is missing before anything is stored', async () => {
    show();
    choose("A model's folder", [file('bert/config.json', CONFIG), file('bert/pytorch_model.bin')]);
    expect(await screen.findByText(/no ONNX graph/)).toBeTruthy();
  });

  it('says why it was refused, and can be tried again', async () => {
    show({
      imported: failed({ code: 'import-refused', message: 'The zip has no config.json.', action: 'Add it.' }),
    });
    choose('A model as zip', [file('bert.zip')]);
    await screen.findByRole('textbox', { name: 'Name' });
    click('Add the model');
    expect((await screen.findByRole('alert')).textContent).toContain('The zip has no config.json. Add it.');
    click('Dismiss');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
