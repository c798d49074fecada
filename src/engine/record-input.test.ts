import { afterEach, expect, it, vi } from 'vitest';
import { recordInput } from './record-input';

afterEach(() => vi.unstubAllGlobals());

const picture = new File([Uint8Array.of(1, 2, 3)], 'harbour.png', { type: 'image/png' });

it('writes of a picture what it was, and everything else as it is', async () => {
  vi.stubGlobal('createImageBitmap', async () => ({ width: 64, height: 32, close() {} }));
  expect(await recordInput({ prompt: 'a fox', image: picture, mask_image: null })).toEqual({
    ok: true,
    value: {
      prompt: 'a fox',
      image: {
        name: 'harbour.png',
        type: 'image/png',
        bytes: 3,
        // echo -ne '\x01\x02\x03' | sha256sum
        sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
        width: 64,
        height: 32,
      },
      mask_image: null,
    },
  });
});

it('refuses what is no picture before a worker is asked', async () => {
  vi.stubGlobal('createImageBitmap', async () => {
    throw new DOMException('no picture');
  });
  expect(await recordInput({ image: picture })).toMatchObject({
    ok: false,
    failure: { code: 'input-invalid', field: 'image' },
  });
});
