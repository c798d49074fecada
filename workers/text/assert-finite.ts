import { FailureError } from '../../src/contract/failure';

/**
 * A model whose numbers overflow writes nonsense without a word. Looks at a few logits only: where one is NaN, usually
 * all are.
 * @throws FailureError numerical-failure, on which the engine steps down to another device
 */
export function assertFinite(logits: Float32Array): void {
  const stride = Math.max(1, Math.floor(logits.length / 16));
  for (let i = 0; i < logits.length; i += stride) {
    if (!Number.isNaN(logits[i])) continue;
    throw new FailureError({
      code: 'numerical-failure',
      message: 'The model gave NaN instead of numbers on this device.',
      action: 'Set device to automatic, or choose the WASM device.',
      remedy: 'use-automatic-device',
    });
  }
}
