// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../contract/failure';
import { failed, success } from '../contract/outcome';
import { page } from '../pages/models/page';
import type { FakeContent } from './fake-model-store';
import { ModelsPage } from './models-page';
import { storedModel, testServices, transferOf } from './test-services';

configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
afterEach(cleanup);

const show = (content: Partial<FakeContent> = {}) => {
  const kit = testServices(content);
  kit.show(<ModelsPage page={page} />);
  return kit;
};
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const failure: Failure = { code: 'network-unreachable', message: 'The network is gone.', action: 'Wait for it.' };

const STARTER = storedModel({ id: 'loupe/sentiment', source: 'starter', starter: true, commit: null, bytes: 2e6 });
const OLD = storedModel({ id: 'a/old', lastUsed: Date.now() - 40 * 86_400_000, bytes: 900e6 });
const TWO = storedModel({
  id: 'b/two',
  bytes: 300e6,
  tasks: ['fill-mask', 'text-classification'],
  dtypes: [
    { dtype: 'q8', bytes: 60e6, complete: true },
    { dtype: 'fp32', bytes: 240e6, complete: false },
  ],
});

describe('the list', () => {
  it('says what every model takes, and where it comes from', async () => {
    show({ models: [STARTER, OLD, TWO] });
    const list = await screen.findByRole('list', { name: 'Stored models' });
    const [first, second, third] = within(list).getAllByRole('heading', { level: 3 });
    // Last used first; STARTER and TWO were used at about the same time.
    expect(new Set([first?.textContent, second?.textContent])).toEqual(new Set(['b/two', 'loupe/sentiment']));
    expect(third?.textContent).toBe('a/old');
    expect(screen.getByText('3 models, 1.2 GB')).toBeTruthy();
    expect(list.textContent).toContain('last month');
    expect(list.textContent).toContain('0123456789');
    expect(within(list).getByRole('list', { name: 'Dtypes of b/two' }).textContent).toBe(
      'q860 MBfp32240 MB · not complete',
    );
    expect(list.textContent).toContain('deleted, it comes back by itself');
  });

  it('sorts', async () => {
    show({ models: [STARTER, OLD, TWO] });
    fireEvent.click(await screen.findByRole('radio', { name: 'Size' }));
    const names = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(names).toEqual(['a/old', 'b/two', 'loupe/sentiment']);
  });

  it('says what an empty store is', async () => {
    show();
    expect(await screen.findByText(/Nothing is stored yet/)).toBeTruthy();
  });

  it('opens a task with the model', async () => {
    const { chosen, opened } = show({ models: [storedModel({ id: 'a/b', revision: 'v1' })] });
    await screen.findByText('a/b');
    click('Use in Fill mask');
    expect(chosen).toEqual([['fill-mask', { model: 'a/b', revision: 'v1' }]]);
    expect(opened).toEqual(['fill-mask']);
  });
});

describe('the same model of two hosts', () => {
  it('is two models, each deleted by itself', async () => {
    const other = { ...OLD, key: 'https://mirror.test/a/old/resolve/main/', from: 'https://mirror.test', lastUsed: 1 };
    const { store } = show({ models: [OLD, other] });
    expect(await screen.findAllByText('a/old')).toHaveLength(2);
    fireEvent.click(screen.getAllByRole('button', { name: 'Delete a/old' })[1] as HTMLElement);
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.getAllByText('a/old')).toHaveLength(1));
    expect(store.calls).toEqual([['remove', other.key]]);
    expect(screen.queryByText('https://mirror.test')).toBeNull();
  });
});

describe('deleting', () => {
  it('asks before it deletes, and says what cannot be undone', async () => {
    const { store } = show({ models: [OLD] });
    await screen.findByText('a/old');
    click('Delete a/old');
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete a/old?' });
    expect(dialog.textContent).toContain('900 MB and cannot be undone');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(store.calls).toEqual([]);
    click('Delete a/old');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    await screen.findByText(/Nothing is stored yet/);
    expect(store.calls).toEqual([['remove', OLD.key]]);
  });

  it('deletes one dtype', async () => {
    const { store } = show({ models: [TWO] });
    await screen.findByText('b/two');
    click('Delete fp32 of b/two');
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete fp32 of b/two?' });
    expect(dialog.textContent).toContain('240 MB');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(store.calls).toEqual([['remove', TWO.key, 'fp32']]));
  });

  it('stays open and says why when it cannot', async () => {
    const { store } = show({ models: [OLD] });
    store.remove = async () => failed({ ...failure, message: 'The file is in use.' });
    await screen.findByText('a/old');
    click('Delete a/old');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The file is in use.');
  });
});

describe('looking after a model', () => {
  it('names what a check finds', async () => {
    const { store } = show({
      models: [OLD],
      verify: success([{ path: 'onnx/model.onnx', problem: 'its hash is another one' }]),
    });
    await screen.findByText('a/old');
    click('Check a/old again');
    expect(await screen.findByText(/1 file damaged and dropped/)).toBeTruthy();
    expect(screen.getByText('onnx/model.onnx')).toBeTruthy();
    act(() => store.change({ verify: success([]) }));
    click('Check a/old again');
    expect(await screen.findByText('Every file is whole.')).toBeTruthy();
  });

  it('says of own files that they have to be added again', async () => {
    const mine = storedModel({ id: 'local/mine', source: 'local', commit: null, revision: '' });
    show({ models: [mine], verify: success([{ path: 'onnx/model.onnx', problem: 'its hash is another one' }]) });
    await screen.findByText('local/mine');
    click('Check local/mine again');
    expect(await screen.findByText(/add the model again from its own files/)).toBeTruthy();
  });

  it('exports nothing that is not whole', async () => {
    show({ models: [storedModel({ id: 'a/half', dtypes: [{ dtype: 'q8', bytes: 1e6, complete: false }] })] });
    await screen.findByText('a/half');
    expect(screen.queryByRole('button', { name: /Export/ })).toBeNull();
  });

  it('updates only what has an update, and only when asked', async () => {
    const { store } = show({ models: [OLD], hasUpdate: success(true) });
    await screen.findByText('a/old');
    click('Look for an update of a/old');
    click(await screen.findByRole('button', { name: 'Update' }).then(() => 'Update'));
    await screen.findByText(/fetched again/);
    expect(store.calls).toEqual([
      ['hasUpdate', OLD.key],
      ['update', OLD.key],
    ]);
  });

  it('says why it does not know of an update', async () => {
    show({ models: [OLD], hasUpdate: failed(failure) });
    await screen.findByText('a/old');
    click('Look for an update of a/old');
    expect((await screen.findByRole('alert')).textContent).toContain('The network is gone. Wait for it.');
  });

  it('looks for updates of Hub models alone', async () => {
    show({ models: [STARTER, storedModel({ id: 'local/mine', source: 'local', commit: null, revision: '' })] });
    await screen.findByText('local/mine');
    expect(screen.queryByRole('button', { name: /Look for an update/ })).toBeNull();
  });

  it('exports a zip', async () => {
    const { store } = show({ models: [OLD] });
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:zip';
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    await screen.findByText('a/old');
    click('Export a/old as zip');
    await screen.findByText(/The zip is with your downloads/);
    expect(saved).toEqual(['a--old.zip']);
    expect(store.calls).toEqual([['exportZip', OLD.key]]);
  });
});

describe('storage', () => {
  const short = { usage: 950e6, quota: 1e9, persisted: false, kind: 'opfs' } as const;

  it('shows what is taken, and asks the browser to keep it', async () => {
    const { store } = show({ space: { usage: 2e9, quota: 60e9, persisted: false, kind: 'opfs' } });
    const meter = await screen.findByRole('meter', { name: 'Storage in use' });
    expect(meter.getAttribute('aria-valuetext')).toBe('2.0 GB of 60 GB');
    click('Ask to keep it');
    expect(await screen.findByText('The browser keeps it until you delete it.')).toBeTruthy();
    expect(store.calls).toEqual([['persist']]);
  });

  it('says what of it the models take', async () => {
    show({ models: [OLD], space: { usage: 2e9, quota: 60e9, persisted: true, kind: 'opfs' } });
    expect(await screen.findByText(/Models take 900 MB; the rest is Loupe itself/)).toBeTruthy();
  });

  it('says so when the browser promises nothing', async () => {
    show({ persist: false });
    await screen.findByRole('meter');
    click('Ask to keep it');
    expect(await screen.findByText(/did not promise/)).toBeTruthy();
  });

  it('offers the least recently used when it is short, never starters', async () => {
    const { store } = show({ models: [STARTER, OLD, TWO], space: short });
    await screen.findByText(/Storage is short/);
    expect(screen.getAllByRole('button', { name: /^Free/ })).toHaveLength(1);
    click('Free 900 MB: delete a/old');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(store.calls).toEqual([['remove', OLD.key]]));
  });

  it('makes room for a model that somebody wants, though there is some', async () => {
    location.hash = '#/models?room=41000000000';
    show({ models: [OLD, TWO], space: { usage: 20e9, quota: 60e9, persisted: true, kind: 'opfs' } });
    expect(await screen.findByText(/Storage is short: 1.0 GB more should be free/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Delete all 2, free 1.2 GB' })).toBeTruthy();
    location.hash = '';
  });

  it('says where files lie when nothing can be kept', async () => {
    show({ space: { usage: null, quota: null, persisted: false, kind: 'memory' } });
    expect(await screen.findByText(/until this page is closed/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /keep it/ })).toBeNull();
  });
});

describe('downloads', () => {
  it('shows each, and what can be done with it', async () => {
    const waits = transferOf({ key: 'c', model: { id: 'c/d', revision: 'main' }, state: { name: 'paused' } });
    const broken = transferOf({ key: 'e', model: { id: 'e/f', revision: 'main' }, state: { name: 'failed', failure } });
    const { store } = show({ transfers: [transferOf({}), waits, broken] });
    const section = await screen.findByRole('region', { name: 'Downloads' });
    expect(section.textContent).toContain('12 MB of 40 MB, 3.0 MB/s, 9 s left');
    expect(within(section).getByRole('progressbar', { name: 'Download of a/b q8' }).getAttribute('aria-valuenow')).toBe(
      '30',
    );
    expect(within(section).getByRole('alert').textContent).toBe('The network is gone. Wait for it.');
    click('Pause a/b q8');
    click('Resume c/d q8');
    click('Try again e/f q8');
    click('Abort c/d q8');
    expect(store.calls).toEqual([
      ['pause', 'a/b main q8'],
      ['resume', 'c'],
      ['resume', 'e'],
      ['abort', 'c'],
    ]);
    act(() => store.change({ transfers: [] }));
    expect(screen.queryByRole('region', { name: 'Downloads' })).toBeNull();
  });

  it('says what was done while somebody looked, not what was done before', async () => {
    const done = transferOf({ key: 'c', model: { id: 'c/d', revision: 'main' }, state: { name: 'done' } });
    const { store } = show({ transfers: [transferOf({}), done] });
    const section = await screen.findByRole('region', { name: 'Downloads' });
    expect(section.textContent).not.toContain('c/d');
    act(() => store.change({ transfers: [transferOf({ state: { name: 'done' } }), done] }));
    expect(section.textContent).toContain('Done, 40 MB');
    click('Dismiss a/b q8');
    expect(store.calls).toEqual([['abort', 'a/b main q8']]);
  });

  it('leads to the terms of a gated model, and discards what failed', async () => {
    const gated = { ...failure, code: 'model-gated' } as const;
    const { store } = show({ transfers: [transferOf({ state: { name: 'failed', failure: gated } })] });
    const page = await screen.findByRole('link', { name: 'Its page' });
    expect(page.getAttribute('href')).toBe('https://huggingface.co/a/b');
    // The token is set on this very page.
    expect(screen.queryByRole('link', { name: 'Set an access token' })).toBeNull();
    click('Discard a/b q8');
    expect(store.calls).toEqual([['abort', 'a/b main q8']]);
  });

  it('moves no bar for one that waits for its turn', async () => {
    show({ transfers: [transferOf({ state: { name: 'queued' }, loaded: 0, total: null })] });
    const bar = await screen.findByRole('progressbar', { name: 'Download of a/b q8' });
    expect(bar.getAttribute('aria-valuenow')).toBe('0');
  });

  it('counts the seconds until the next attempt', async () => {
    const at = Date.now() + 60_000;
    show({ transfers: [transferOf({ state: { name: 'retrying', failure, attempt: 2, at } })] });
    expect(await screen.findByText(/^Trying again in (59|60) s, 12 MB of 40 MB: The network is gone\.$/)).toBeTruthy();
  });
});

describe('the Hub', () => {
  const host = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Host' });
  const token = () => screen.getByLabelText<HTMLInputElement>('Access token');
  const type = (field: HTMLInputElement, value: string) => fireEvent.change(field, { target: { value } });

  it('takes a mirror, and forgets the token that was not made for it', async () => {
    const { services } = show();
    await screen.findByRole('meter');
    type(token(), ' hf_secret ');
    click('Keep the token');
    await screen.findByRole('button', { name: 'Forget the token' });
    expect(services.hub.get()).toEqual({ host: 'https://huggingface.co/', token: 'hf_secret' });
    type(host(), 'http://mirror.test');
    click('Use this host');
    expect(screen.getByRole('alert').textContent).toContain('Only https');
    expect(host().value).toBe('http://mirror.test');
    type(host(), 'mirror.test/hub');
    click('Use this host');
    await screen.findByRole('button', { name: 'Back to the Hub' });
    expect(services.hub.get()).toEqual({ host: 'https://mirror.test/hub/', token: '' });
    click('Back to the Hub');
    await waitFor(() => expect(host().value).toBe('https://huggingface.co/'));
  });

  it('keeps a token out of sight, and forgets it', async () => {
    const { services } = show();
    await screen.findByRole('meter');
    expect(token().type).toBe('password');
    type(token(), 'two words');
    click('Keep the token');
    expect(screen.getByRole('alert').textContent).toContain('no spaces');
    type(token(), 'hf_secret');
    click('Keep the token');
    fireEvent.click(await screen.findByRole('button', { name: 'Forget the token' }));
    await waitFor(() => expect(token().value).toBe(''));
    expect(services.hub.get().token).toBe('');
  });
});
