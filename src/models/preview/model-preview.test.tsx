// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDescription } from '../../contract/model-store';
import { failed, success } from '../../contract/outcome';
import type { FakeContent } from '../fake-model-store';
import { CPU, describedModel, testServices, transferOf } from '../test-services';
import ModelPreview, { type ModelPreviewProps } from './model-preview';

configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
afterEach(cleanup);
afterEach(() => vi.unstubAllGlobals());

function show(
  description: ModelDescription,
  { props = {}, content = {} }: { props?: Partial<ModelPreviewProps>; content?: Partial<FakeContent> } = {},
) {
  const kit = testServices({ describe: () => success(description), ...content });
  const dtypes: string[] = [];
  const models: string[] = [];
  kit.show(
    <ModelPreview
      task="fill-mask"
      starter="loupe/fill-mask"
      model="a/b"
      revision=""
      device="auto"
      dtype="auto"
      version="idle"
      chosen
      onDtype={(dtype) => dtypes.push(dtype)}
      onModel={(id) => models.push(id)}
      {...props}
    />,
  );
  return { ...kit, dtypes, models };
}
const SMALL = describedModel({ q8: 60e6, fp32: 240e6 });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

describe('what is known before anything is downloaded', () => {
  it('says what it is, what would be fetched and chosen, and fetches only on demand', async () => {
    const { store } = show(SMALL);
    expect(await screen.findByText('fill-mask · bert · transformers.js')).toBeTruthy();
    expect(screen.getByText(/Licence: apache-2.0/)).toBeTruthy();
    expect(await screen.findByText('Will run here: q8 on WASM')).toBeTruthy();
    expect(screen.getByText('60 MB to fetch, about 270 MB of memory.')).toBeTruthy();
    expect(screen.getByText('3 files for q8')).toBeTruthy();
    expect(screen.getByText('onnx/model_quantized.onnx')).toBeTruthy();
    expect(store.calls).toEqual([['describe', 'a/b', 'main']]);
    fireEvent.click(await button('Download now, 60 MB'));
    expect(store.calls.at(-1)).toEqual(['download', 'a/b', 'q8']);
  });

  it('asks no host for what a link or a reload brought', async () => {
    const { store } = show(SMALL, { props: { chosen: false, revision: 'v1' } });
    const ask = await button('Show what would be fetched');
    expect(screen.getByText(/Asks huggingface.co for its list of files/)).toBeTruthy();
    expect(store.calls).toEqual([]);
    fireEvent.click(ask);
    await screen.findByText('Will run here: q8 on WASM');
    expect(store.calls).toEqual([['describe', 'a/b', 'v1']]);
  });

  it('asks nothing by itself on a metered connection, and warns before the download', async () => {
    vi.stubGlobal('navigator', { connection: { saveData: true } });
    const { store } = show(SMALL);
    const ask = await button('Show what would be fetched');
    expect(store.calls).toEqual([]);
    fireEvent.click(ask);
    expect(await screen.findByText('This connection is metered.')).toBeTruthy();
  });

  it('pins a dtype from the list, and lets it go again', async () => {
    const first = show(SMALL);
    fireEvent.click(await button('fp32'));
    expect(first.dtypes).toEqual(['fp32']);
    cleanup();
    const second = show(SMALL, { props: { dtype: 'fp32' } });
    await screen.findByText('Will run here: fp32 on WASM');
    fireEvent.click(await button('fp32'));
    expect(second.dtypes).toEqual(['auto']);
  });

  it('has nothing to download when all is here', async () => {
    const here = { ...SMALL, dtypes: SMALL.dtypes.map((one) => ({ ...one, missing: 0 })) };
    show(here);
    expect(await screen.findByText(/^All on this machine/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Download/ })).toBeNull();
  });
});

describe('a model that will not run here', () => {
  it('offers a smaller dtype of it', async () => {
    const { dtypes } = show(describedModel({ q8: 60e6, fp32: 2.5e9 }), { props: { dtype: 'fp32' } });
    expect(await screen.findByText('Will not run here: fp32 on WASM')).toBeTruthy();
    fireEvent.click(await button('Use a smaller one: q8, 60 MB'));
    expect(dtypes).toEqual(['q8']);
  });

  it('else offers the starter', async () => {
    const { models } = show(describedModel({ q8: 2.4e9, fp32: 9e9 }));
    expect(await screen.findByText('Will not run here: q8 on WASM')).toBeTruthy();
    fireEvent.click(await button('Use a smaller one: the starter'));
    expect(models).toEqual(['loupe/fill-mask']);
  });

  it('leads to where space is freed, and does not start what cannot end', async () => {
    show(SMALL, { content: { space: { usage: 99e6, quota: 100e6, persisted: false, kind: 'opfs' } } });
    const link = await screen.findByRole('link', { name: 'Free some space' });
    expect(link.getAttribute('href')).toBe('#/models?room=60000000');
    expect(screen.queryByRole('button', { name: /Download/ })).toBeNull();
    expect(screen.getAllByText(/59 MB more must be free/).length).toBeGreaterThan(0);
  });

  it('names the GPU feature that is missing', async () => {
    const kit = testServices({ describe: () => success(SMALL) }, { ...CPU });
    kit.show(
      <ModelPreview
        task="fill-mask"
        starter="loupe/fill-mask"
        model="a/b"
        revision=""
        device="webgpu"
        dtype="auto"
        version="idle"
        chosen
        onDtype={() => {}}
        onModel={() => {}}
      />,
    );
    expect((await screen.findAllByText(/WebGPU was asked for, but it is not there/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: /Download/ })).toBeNull();
  });
});

it('says what to do about a gated model', async () => {
  show(SMALL, {
    content: {
      describe: () => failed({ code: 'model-gated', message: 'a/b is gated.', action: 'Accept its terms.' }),
    },
  });
  expect((await screen.findByRole('alert')).textContent).toContain('a/b is gated. Accept its terms.');
  expect(screen.getByRole('link', { name: 'Its page' }).getAttribute('href')).toBe('https://huggingface.co/a/b');
  expect(screen.getByRole('link', { name: 'Set an access token' }).getAttribute('href')).toBe('#/models');
});

it('offers no guess for a download while the host does not answer, and asks again', async () => {
  const gone = { code: 'network-unreachable', message: 'The network is gone.', action: 'Wait for it.' } as const;
  let unanswered: ModelDescription['unanswered'] = gone;
  show(SMALL, { content: { describe: () => success({ ...SMALL, ...(unanswered && { unanswered }) }) } });
  expect((await screen.findByRole('alert')).textContent).toContain('The network is gone. Wait for it.');
  expect(screen.queryByRole('button', { name: /Download/ })).toBeNull();
  unanswered = undefined;
  fireEvent.click(await button('Ask again'));
  await button(/Download now/);
});

it('leads to where the host is set when the mirror sends downloads elsewhere', async () => {
  const failure = { code: 'origin-refused', message: 'It sends them on.', action: 'Set another one.' } as const;
  show(SMALL, { content: { transfers: [transferOf({ state: { name: 'failed', failure } })] } });
  expect((await screen.findByRole('link', { name: 'Change the host' })).getAttribute('href')).toBe('#/models');
});

it('follows the download, and looks again when it is over', async () => {
  let missing = 60e6;
  const { store } = show(SMALL, {
    content: {
      describe: () =>
        success({ ...SMALL, dtypes: SMALL.dtypes.map((one) => (one.dtype === 'q8' ? { ...one, missing } : one)) }),
    },
  });
  await button(/Download now/);
  act(() => store.change({ transfers: [transferOf({})] }));
  expect(await screen.findByText('12 MB of 40 MB, 3.0 MB/s, 9 s left')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Download now/ })).toBeNull();
  missing = 0;
  act(() => store.change({ transfers: [transferOf({ state: { name: 'done' } })] }));
  await waitFor(() => expect(screen.getByText(/^All on this machine/)).toBeTruthy());
});
