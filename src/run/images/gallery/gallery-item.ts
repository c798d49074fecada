import type { RunRecord, RunResult } from '../../../contract/run';
import type { InputValues } from '../../../contract/task';
import type { DiffusionValue, GeneratedImage } from '../../../lib/diffusion-result';
import { sha256 } from '../../../lib/hexadecimal';
import { uniqueId } from '../../../lib/unique-id';
import type { Asked } from '../../run-state';

/** One kept picture, without its pixels. */
export interface GalleryItem {
  id: string;
  task: string;
  /** Milliseconds since 1970. */
  at: number;
  prompt: string;
  seed: number;
  width: number;
  height: number;
  /** Of the PNG. */
  bytes: number;
  /** Which of the run's images it is, from 0. */
  image: number;
  /** What repeats the run, without its pictures. */
  asked: Asked;
  /** Keys of the pictures that it was made from, by the names of the inputs. */
  sources: Readonly<Record<string, string>>;
  record: RunRecord;
  /** When it was thrown away; it can be had back until it is swept. */
  discardedAt: number | null;
}

/** A picture on its way into the gallery. */
export interface NewPicture {
  item: GalleryItem;
  picture: Blob;
  /** By their keys in {@link GalleryItem.sources}. */
  sources: Readonly<Record<string, Blob>>;
}

const isPicture = (value: unknown): value is GeneratedImage =>
  typeof value === 'object' && value !== null && (value as GeneratedImage).blob instanceof Blob;

/** The pictures that a run came to; none of a run that makes texts. */
export function picturesIn(value: unknown): GeneratedImage[] {
  const images = typeof value === 'object' && value !== null ? (value as Partial<DiffusionValue>).images : undefined;
  return Array.isArray(images) ? images.filter(isPicture) : [];
}

/**
 * What the gallery keeps of a finished run: each picture with the seed that makes it alone. Pictures that it was made
 * from are stored once, under the hash of their bytes.
 */
export async function newPictures(asked: Asked, result: Extract<RunResult, { ok: true }>): Promise<NewPicture[]> {
  const images = picturesIn(result.value);
  if (images.length === 0) return [];
  const { run } = result;
  const sources: Record<string, string> = {};
  const blobs: Record<string, Blob> = {};
  for (const [name, value] of Object.entries(asked.input)) {
    if (!(value instanceof Blob)) continue;
    const key = await keyOf(value);
    sources[name] = key;
    blobs[key] = value;
  }
  const input = withoutPictures(asked.input);
  return images.map((image, index) => ({
    picture: image.blob,
    sources: blobs,
    item: {
      id: uniqueId(),
      task: run.task,
      at: Date.now() + index / 100,
      prompt: typeof input.prompt === 'string' ? input.prompt : '',
      seed: image.seed,
      width: image.width,
      height: image.height,
      bytes: image.blob.size,
      image: index,
      asked: { ...asked, input, parameters: { ...asked.parameters, seed: run.parameters.seed ?? image.seed } },
      sources,
      record: { ...run, input },
      discardedAt: null,
    },
  }));
}

const withoutPictures = (input: InputValues): InputValues =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value instanceof Blob ? null : value]));

/** Its hash; a random key on pages without one. */
const keyOf = async (picture: Blob): Promise<string> => `source-${(await sha256(picture)) ?? uniqueId()}`;
