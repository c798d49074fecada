/** Tokens per second of decoding alone: the time up to the first token of a prompt is reading, and is not counted. */
export class DecodingSpeed {
  private decoded = 0;
  private milliseconds = 0;
  private firstAt: number | null = null;
  private lastAt = 0;

  /** @param index of the token in its sequence */
  count(index: number): void {
    this.lastAt = performance.now();
    if (index === 0) this.firstAt = this.lastAt;
    else this.decoded += 1;
  }

  endPrompt(): void {
    if (this.firstAt !== null) this.milliseconds += this.lastAt - this.firstAt;
    this.firstAt = null;
  }

  tokensPerSecond(): number | null {
    return this.decoded > 0 && this.milliseconds > 0 ? this.decoded / (this.milliseconds / 1000) : null;
  }
}
