let heap: WebAssembly.Memory | null = null;

/**
 * Remembers the memory that ONNX Runtime makes for itself, which it gives nobody a handle to. To be called before its
 * WebAssembly is loaded. Builds without threads have their memory made inside, where it cannot be seen.
 */
export function watchWasmHeap(): void {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = new Proxy(Memory, {
    construct(target, args: [WebAssembly.MemoryDescriptor], newTarget) {
      const made = Reflect.construct(target, args, newTarget) as WebAssembly.Memory;
      // transformers.js and others may make small ones.
      if (!heap || made.buffer.byteLength > heap.buffer.byteLength) heap = made;
      return made;
    },
  });
}

/** Bytes of the WebAssembly heap; null where it has not been seen. It grows and never shrinks. */
export const wasmHeapBytes = (): number | null => heap?.buffer.byteLength ?? null;
