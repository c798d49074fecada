import type { SelfCheckResult } from '../../src/contract/events';
import { FailureError } from '../../src/contract/failure';
import type { Device, Dtype } from '../../src/contract/model';

/** Numbers of a probe that are compared at most: enough to see an error, few enough to be sent. */
const NUMBERS = 4096;

/** Every n-th of many numbers, as a copy. */
export function sampled(numbers: ArrayLike<number>): Float32Array {
  const stride = Math.ceil(numbers.length / NUMBERS) || 1;
  return Float32Array.from({ length: Math.ceil(numbers.length / stride) }, (_, i) => numbers[i * stride] ?? 0);
}

/**
 * How far two devices may be apart for the same weights, as the root mean square of the differences over that of the
 * reference. Where both compute in float32, by quantized weights or not, they differ by the order of sums alone: 1e-6
 * to 3e-5 (q4) and 7e-5 (q8, six layers of a decoder) were measured. Kernels for quantized weights may round the activations
 * to 8 bits, too (`accuracy_level` 4 of MatMulNBits), and float16 has 11 bits, in every layer anew: hence the room.
 * Numbers that have nothing to do with the reference are apart by 1 and more.
 */
export const TOLERANCES: Record<Dtype, number> = {
  fp32: 0.005,
  fp16: 0.1,
  q8: 0.1,
  int8: 0.1,
  uint8: 0.1,
  q4: 0.1,
  q4f16: 0.15,
  bnb4: 0.1,
};

/** Root mean square of the differences over that of the reference; Infinity where they do not match in number. */
export function deviationFrom(reference: Float32Array, numbers: Float32Array): number {
  if (reference.length !== numbers.length || numbers.length === 0) return Number.POSITIVE_INFINITY;
  let differences = 0;
  let squares = 0;
  for (const [i, wanted] of reference.entries()) {
    differences += ((numbers[i] ?? 0) - wanted) ** 2;
    squares += wanted ** 2;
  }
  return Math.sqrt(differences / (squares || Number.MIN_VALUE));
}

/**
 * Judges what a model gave for its probe.
 * @param reference the same weights' numbers on the CPU; null where they could not be had
 * @throws FailureError numerical-failure: NaN, Infinity, or too far from the reference, with how far
 */
export function judge(
  numbers: Float32Array,
  reference: Float32Array | null,
  { device, dtype }: { device: Device; dtype: Dtype },
): SelfCheckResult {
  const broken = numbers.findIndex((number) => !Number.isFinite(number));
  if (broken >= 0) {
    throw wrong(
      device,
      `it gives ${numbers[broken]} instead of numbers`,
      `${broken + 1}th of ${numbers.length} numbers`,
    );
  }
  if (!reference?.every(Number.isFinite)) return { verdict: 'unverified', deviation: null };
  const deviation = deviationFrom(reference, numbers);
  if (deviation <= TOLERANCES[dtype]) return { verdict: 'checked', deviation };
  throw wrong(
    device,
    `its numbers are ${percent(deviation)} away from the right ones, and ${percent(TOLERANCES[dtype])} is the most for ${dtype}`,
    `relative error ${deviation.toPrecision(3)} over ${numbers.length} numbers`,
  );
}

const percent = (share: number): string =>
  share >= 10 ? 'more than 1,000 %' : `${Number((share * 100).toPrecision(2))} %`;

const wrong = (device: Device, what: string, detail: string): FailureError =>
  new FailureError({
    code: 'numerical-failure',
    message: `The model computes wrongly on this ${device === 'webgpu' ? 'GPU' : 'device'}: ${what}.`,
    action: 'Set device and dtype to automatic, or choose the WASM device.',
    remedy: 'use-automatic-device',
    detail,
  });
