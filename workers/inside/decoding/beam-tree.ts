import type { BeamCandidate } from '../../text/decoding/beam-search';

/** A token in the tree of all that a beam search considered. */
export interface BeamNode {
  /** Its place in the list of nodes. */
  id: number;
  /** The node that it goes on from; null after the prompt. */
  parent: number | null;
  token: number;
  /** Of this token after those before it. */
  logprob: number;
  /** Sum of the log-probabilities from the prompt on. */
  sum: number;
  /** Whether it went on, ended, or was given up at once. */
  fate: BeamCandidate['fate'];
  /** Of one that ended: the sum over length ** length_penalty. */
  score: number | null;
}

/** Puts the candidates of each step of a beam search together as a tree. */
export class BeamTree {
  readonly nodes: BeamNode[] = [];
  /** The nodes that the running beams end in; before the first step there is one that is no node. */
  private running: (number | null)[] = [null];

  /** @param candidates of the next step, best first */
  add(candidates: readonly BeamCandidate[]): void {
    const kept: BeamNode[] = [];
    for (const { source, token, logprob, fate, score } of candidates) {
      const parent = this.running[source] ?? null;
      const before = parent === null ? 0 : (this.nodes[parent]?.sum ?? 0);
      const node: BeamNode = {
        id: this.nodes.length,
        parent,
        token,
        logprob: logprob - before,
        sum: logprob,
        fate,
        score,
      };
      this.nodes.push(node);
      if (fate === 'kept') kept.push(node);
    }
    // Beams are numbered by their log-probability, as the search sorts them.
    this.running = kept.sort((a, b) => b.sum - a.sum).map(({ id }) => id);
  }

  /** The tokens from the prompt to a node. */
  pathTo(id: number): number[] {
    const path: number[] = [];
    for (let node = this.nodes[id]; node; node = node.parent === null ? undefined : this.nodes[node.parent]) {
      path.unshift(node.token);
    }
    return path;
  }
}
