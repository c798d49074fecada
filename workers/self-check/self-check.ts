import type { RunEventListener, Rung } from '../../src/contract/events';
import type { Loaded } from '../runtime/loader';
import { judge, sampled } from './judge';

/** What a model gives for its fixed probe, cut to a size that can be sent; null for a model that has none. */
export const probeOf = async (model: Loaded): Promise<Float32Array | null> =>
  model.probe ? sampled(await model.probe()) : null;

/**
 * Compares a loaded model with a reference, once for a model, dtype and device.
 * @param reference what the same weights gave on the CPU; null where that could not be had
 * @throws FailureError numerical-failure where it computes wrongly
 */
export async function selfCheck(
  model: Loaded,
  rung: Rung,
  reference: Float32Array | null,
  emit: RunEventListener,
): Promise<void> {
  if (!model.probe) return;
  emit({ type: 'self-check', result: null });
  const numbers = sampled(await model.probe());
  emit({ type: 'self-check', result: judge(numbers, reference, rung) });
}
