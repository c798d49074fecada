import { describe, expect, it } from 'vitest';
import type { TaskDefinition } from '../contract/task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from './diffusion-parameters';
import { buildPermalink, parsePermalink } from './permalink';
import { validateRequest } from './validate-request';

const task = {
  id: 'paint',
  title: '',
  group: 'image',
  order: 1,
  summary: '',
  inputs: {
    prompt: { type: 'text', label: 'Prompt', placeholder: '', help: '', batch: false, maxCharacters: 100, maxItems: 1 },
    image: { type: 'image', label: 'Picture', help: '', maxBytes: 10 },
    mask_image: { type: 'image', label: 'Mask', help: '', optional: true, maxBytes: 10 },
  },
  parameters: { ...SIZE_PARAMETERS, ...DIFFUSION_PARAMETERS },
  defaultModel: 'loupe/scenes',
  examples: [],
} as const satisfies TaskDefinition;

const image = new Blob(['picture']);
const check = (given: object) => validateRequest(task, { prompt: 'a fox', image, ...given });
const fieldOf = (given: object) => {
  const result = check(given);
  return result.ok ? 'ok' : `${result.failure.code}:${result.failure.field}`;
};

describe('pictures', () => {
  it('are taken as Blobs; one that is optional may be left out', () =>
    expect(check({})).toMatchObject({ ok: true, value: { input: { image, mask_image: null } } }));
  it.each([
    [{ image: null }, 'input-empty:image'],
    [{ image: 'data:image/png;base64,' }, 'input-invalid:image'],
    [{ image: new Blob([]) }, 'input-empty:image'],
    [{ image: new Blob(['far too many bytes']) }, 'input-too-long:image'],
    [{ mask_image: 5 }, 'input-invalid:mask_image'],
  ])('%o is %s', (given, expected) => expect(fieldOf(given)).toBe(expected));
});

describe('parameters', () => {
  it.each([
    [{ width: 100 }, 'parameter-invalid:width'],
    [{ width: 96, height: null }, 'ok'],
    [{ negative_prompt: '' }, 'ok'],
    [{ scheduler: 'Euler' }, 'parameter-invalid:scheduler'],
    [{ scheduler: 'EulerDiscreteScheduler:karras' }, 'ok'],
    [{ num_images_per_prompt: 0 }, 'parameter-invalid:num_images_per_prompt'],
  ])('%o is %s', (given, expected) => expect(fieldOf(given)).toBe(expected));

  it('have their own names in the record, whatever they were called', () => {
    const result = check({ num_images_per_prompt: 3 });
    expect(result).toMatchObject({ ok: true, value: { parameters: { num_images: 3 } } });
    expect(result.ok && 'num_images_per_prompt' in result.value.parameters).toBe(false);
  });
});

it('goes into a link without its pictures, and back with an empty text as one', () => {
  const parameters = { negative_prompt: '', width: 64 };
  const link = buildPermalink(task, { input: { prompt: 'a fox', image, mask_image: null }, parameters });
  expect(link).not.toContain('image=');
  const { state, ignored } = parsePermalink(task, new URLSearchParams(link.split('?')[1]));
  expect(state).toMatchObject({ input: { prompt: 'a fox' }, parameters });
  expect(ignored).toEqual([]);
});
