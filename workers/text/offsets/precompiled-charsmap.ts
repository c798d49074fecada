/**
 * SentencePiece's normalisation table, as `tokenizer.json` carries it: a double-array trie from UTF-8 to what takes its
 * place. Layout as in darts-clone; the lookup as in Hugging Face's spm_precompiled.
 */
export class PrecompiledCharsmap {
  private readonly trie: Uint32Array;
  private readonly replacements: Uint8Array;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  /** @param base64 `precompiled_charsmap` of a normalizer */
  constructor(base64: string) {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const size = bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0, true);
    this.trie = new Uint32Array(bytes.buffer.slice(4, 4 + size));
    this.replacements = bytes.subarray(4 + size);
  }

  /** What takes the place of `text`, or null where it stays. The shortest entry that begins it decides. */
  lookUp(text: string): string | null {
    let node = offsetOf(this.trie[0] ?? 0);
    for (const byte of this.encoder.encode(text)) {
      if (byte === 0) return null;
      node ^= byte;
      const unit = this.trie[node] ?? 0;
      if (labelOf(unit) !== byte) return null;
      node ^= offsetOf(unit);
      if ((unit >>> 8) & 1) return this.replacementAt((this.trie[node] ?? 0) & 0x7fffffff);
    }
    return null;
  }

  private replacementAt(start: number): string {
    const end = this.replacements.indexOf(0, start);
    return this.decoder.decode(this.replacements.subarray(start, end < 0 ? undefined : end));
  }
}

const labelOf = (unit: number): number => (unit & 0x800000ff) >>> 0;
const offsetOf = (unit: number): number => (unit >>> 10) << ((unit & 0x200) >>> 6);
