import type { Rung } from '../../src/contract/events';

/** A model in memory, as its owner sees it. */
export interface Kept<M> {
  /** Of task, model, revision, device and dtype. */
  key: string;
  id: string;
  rung: Rung;
  model: M;
}

/**
 * The one owner of all loaded models. They stay until there is no room for another one; then those go that were not used
 * for the longest time. One model is always let in, however large: whether it fits is for its own loader to say.
 */
export class ModelMemory<M extends { dispose(): Promise<void> }> {
  /** Used last, last. */
  private readonly models: Kept<M>[] = [];

  /** @param bytesOf what a model takes now */
  constructor(private readonly bytesOf: (key: string) => number) {}

  /** A loaded model, which by this has been used. */
  use(key: string): M | null {
    const index = this.models.findIndex((entry) => entry.key === key);
    const [entry] = index < 0 ? [] : this.models.splice(index, 1);
    if (!entry) return null;
    this.models.push(entry);
    return entry.model;
  }

  add(entry: Kept<M>): void {
    this.models.push(entry);
  }

  entries(): readonly (Omit<Kept<M>, 'model'> & { bytes: number })[] {
    return this.models.map(({ key, id, rung }) => ({ key, id, rung, bytes: this.bytesOf(key) }));
  }

  /**
   * Makes room for a model. The same model for another task or of another dtype goes in any case: it would lie in memory
   * twice.
   * @param bytes that the new one will take, as far as anybody knows
   */
  async makeRoom(id: string, bytes: number, budget: number): Promise<void> {
    for (const entry of this.models.filter((one) => one.id === id)) await this.dispose(entry);
    for (let oldest = this.models[0]; oldest && this.total() + bytes > budget; oldest = this.models[0]) {
      await this.dispose(oldest);
    }
  }

  /** Gives back what is beyond the budget, the model that was used last excepted: a first run may show what one really takes. */
  async trim(budget: number): Promise<void> {
    while (this.models.length > 1 && this.total() > budget) await this.dispose(this.models[0]);
  }

  async release(key: string): Promise<void> {
    await this.dispose(this.models.find((entry) => entry.key === key));
  }

  private total(): number {
    return this.models.reduce((sum, { key }) => sum + this.bytesOf(key), 0);
  }

  private async dispose(entry: Kept<M> | undefined): Promise<void> {
    if (!entry) return;
    this.models.splice(this.models.indexOf(entry), 1);
    await entry.model.dispose();
  }
}
