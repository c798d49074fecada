import { DynamicCache, Tensor } from '@huggingface/transformers';
import { gatherRows } from './cache-reorder';

/** What the graphs call their caches going in, for what they call them coming out; as transformers.js renames them. */
const INPUT_NAMES: readonly (readonly [string, string])[] = [
  ['present_ssm', 'past_ssm'],
  ['present_conv', 'past_conv'],
  ['present_recurrent', 'past_recurrent'],
  ['present', 'past_key_values'],
];

/**
 * Keys and values of all that a batch has read, between forward passes, on the device where they lie. GPU memory of
 * what is replaced is given back at once.
 */
export class KeyValueCache {
  private cache: DynamicCache | null = null;

  /** What a forward pass of transformers.js takes as `past_key_values`; null before the first. */
  get entries(): DynamicCache | null {
    return this.cache;
  }

  /**
   * Takes over the new keys and values among the outputs of a forward pass. Those of an encoder never change: graphs
   * with a branch for the first pass give empty ones later, and the first ones stay.
   */
  keep(outputs: Record<string, Tensor>): void {
    const entries: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      if (!name.startsWith('present')) continue;
      const known = this.cache !== null && name.includes('encoder');
      if (!known) entries[inputName(name)] = tensor;
      else if (tensor.location === 'gpu-buffer') tensor.dispose();
    }
    this.update(entries);
  }

  /**
   * Row i is from here on a copy of row `sources[i]`; the number of rows may change.
   * @param decoderOnly leaves an encoder's keys and values as they are: every row has the same source as before
   */
  async reorder(sources: readonly number[], decoderOnly = false): Promise<void> {
    if (!this.cache) return;
    const entries = Object.entries(this.cache as unknown as Record<string, Tensor>);
    const moved = entries.filter(([name]) => !(decoderOnly && name.includes('encoder')));
    this.update(await gatherRows(Object.fromEntries(moved), sources));
  }

  async dispose(): Promise<void> {
    await this.cache?.dispose();
    this.cache = null;
  }

  private update(entries: Record<string, Tensor>): void {
    if (this.cache) this.cache.update(entries);
    else this.cache = new DynamicCache(entries);
  }
}

function inputName(output: string): string {
  const [from, to] = INPUT_NAMES.find(([prefix]) => output.startsWith(prefix)) ?? ['', ''];
  return to + output.slice(from.length);
}

/** Rows of one length as a tensor of int64. */
export function int64Rows(rows: readonly (readonly number[])[]): Tensor {
  const length = rows[0]?.length ?? 0;
  const data = new BigInt64Array(rows.length * length);
  for (const [row, numbers] of rows.entries()) {
    for (let i = 0; i < length; i++) data[row * length + i] = BigInt(numbers[i] ?? 0);
  }
  return new Tensor('int64', data, [rows.length, length]);
}

/** The attention mask of rows without padding. */
export const fullMask = (rows: number, length: number): Tensor =>
  new Tensor('int64', new BigInt64Array(rows * length).fill(1n), [rows, length]);

/** The logits of each row's last position; [batch, length, vocabulary] → batch views of float32. */
export function lastPositions(logits: Tensor): Float32Array[] {
  const [batch = 0, length = 0, vocabulary = 0] = logits.dims;
  const data = (logits.type === 'float32' ? logits : logits.to('float32')).data as Float32Array;
  return Array.from({ length: batch }, (_, row) => {
    const start = (row * length + length - 1) * vocabulary;
    return data.subarray(start, start + vocabulary);
  });
}
