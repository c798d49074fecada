import { type Failure, FailureError } from '../../src/contract/failure';

const LOST = 'webgpu-device-lost';

/**
 * How long a loss may come after its effects: failed calls and uncaptured errors are told before the device's own
 * promise of a loss settles.
 */
const LOSS_GRACE_MS = 200;

/**
 * What went wrong with the GPU behind everybody's back: a lost device, an error that nobody was there to catch. A fault
 * stays: its device is of no use any more, and neither is the worker.
 */
export class GpuFaults {
  private fault: FailureError | null = null;
  private readonly waiting = new Set<(fault: FailureError) => void>();
  private tellLoss: () => void = () => {};
  private readonly lost = new Promise<void>((resolve) => {
    this.tellLoss = resolve;
  });

  /** The first fault counts, others follow from it; but all follow from a loss, which is often told last. */
  raise(failure: Failure): void {
    if (this.fault && (failure.code !== LOST || this.fault.failure.code === LOST)) return;
    this.fault = new FailureError(failure);
    if (failure.code === LOST) this.tellLoss();
    for (const reject of this.waiting) reject(this.fault);
    this.waiting.clear();
  }

  /** @throws FailureError the fault, if there has been one */
  check(): void {
    if (this.fault) throw this.fault;
  }

  /**
   * What is behind an error of work on the GPU: the loss if there is one, else an uncaptured error, else itself. A failure
   * that has its name already is waited for by nobody.
   */
  async causeOf(error: unknown): Promise<unknown> {
    const isNamed = error instanceof FailureError && error !== this.fault;
    if (!isNamed) await Promise.race([this.lost, new Promise((resolve) => setTimeout(resolve, LOSS_GRACE_MS))]);
    return this.fault ?? error;
  }

  /**
   * The promise's own outcome, or the fault as soon as there is one: ONNX Runtime may wait for ever for a device that is
   * gone. A result that comes after a fault is not to be trusted, and is not given.
   */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    this.check();
    let reject: (fault: FailureError) => void = () => {};
    const faulted = new Promise<never>((_, onReject) => {
      reject = onReject;
    });
    this.waiting.add(reject);
    try {
      const result = await Promise.race([work(), faulted]);
      this.check();
      return result;
    } catch (error) {
      // What the library says after a loss ("mapAsync failed") names an effect; the fault is the cause.
      this.check();
      throw error;
    } finally {
      this.waiting.delete(reject);
    }
  }
}

/** @param reason of GPUDeviceLostInfo: `destroyed` or `unknown` */
export const deviceLost = (reason: string, message: string): Failure => ({
  code: LOST,
  message: 'The browser took the GPU away while the model was using it.',
  action: 'Run again; choose the WASM device if it happens often.',
  remedy: 'retry',
  detail: [reason, message].filter(Boolean).join(': '),
});

/** An error that reached nobody's error scope: whatever the GPU was told there, it has not done. */
export function uncaptured(error: { message: string; constructor: { name: string } }): Failure {
  const detail = `${error.constructor.name}: ${error.message}`;
  if (error.constructor.name === 'GPUOutOfMemoryError' || /out of memory/i.test(error.message)) {
    return {
      code: 'out-of-memory',
      message: 'The GPU has not enough free memory for this model.',
      action: 'Choose a smaller model or dtype, or close other tabs, and run again.',
      remedy: 'retry',
      detail,
    };
  }
  return {
    code: 'session-failed',
    message: 'The GPU refused a part of the computation, so that its result cannot be trusted.',
    action: 'Set device and dtype to automatic, or choose another model.',
    remedy: 'use-automatic-device',
    detail,
  };
}
