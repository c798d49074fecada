const GIBIBYTE = 2 ** 30;

/** Memory of the machine in bytes, as far as the browser tells: never more than 8 GB. */
export const machineMemory = (): number | null => {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { deviceMemory?: number };
  return deviceMemory === undefined ? null : deviceMemory * GIBIBYTE;
};

/** What a machine has whose browser does not say. */
const UNKNOWN_MACHINE = 4 * GIBIBYTE;
/** The heap of WebAssembly ends at four; weights pass through it on their way to the GPU, too. */
const MOST = 3.5 * GIBIBYTE;
const LEAST = 0.5 * GIBIBYTE;

/**
 * Bytes that all loaded models may take together: half of the machine's memory, since the browser and everything else
 * live in it, too. No browser tells the memory of a GPU; most GPUs in laptops and phones share the machine's.
 * @param machine bytes, as far as the browser tells: `navigator.deviceMemory` never says more than 8 GB
 */
export const memoryBudget = (machine: number | null): number =>
  Math.min(MOST, Math.max(LEAST, (machine ?? UNKNOWN_MACHINE) / 2));
