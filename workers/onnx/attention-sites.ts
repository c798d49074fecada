import type { Graph, GraphNode } from './graph-nodes';

/** Where a graph weighs values by attention: names of tensors. */
export interface AttentionSite {
  /** What the softmax gives, [batch, heads, queries, keys] or [batch * heads, queries, keys]. */
  probabilities: string;
  /** [batch, heads, queries, size], before it is scaled; null where it is not there to be read. */
  query: string | null;
  /** [batch, heads, size, keys]: transposed, as it is multiplied. */
  key: string | null;
  /** [batch, heads, keys, size]. */
  value: string | null;
  /** Whether its keys come from another model's states, as in a decoder that looks at its encoder. */
  cross: boolean;
}

export interface FoundAttention {
  /** In the order of computation, which is that of the layers. */
  sites: AttentionSite[];
  /** How many nodes there are of each operator that keeps its softmax to itself. */
  fused: Map<string, number>;
}

/** Operators that compute attention as one kernel: ONNX's own since opset 23, and those of ONNX Runtime. */
const FUSED = new Set([
  'Attention',
  'MultiHeadAttention',
  'GroupQueryAttention',
  'DecoderMaskedMultiHeadAttention',
  'DecoderMaskedSelfAttention',
  'DecoderAttention',
  'PackedAttention',
  'PackedMultiHeadAttention',
  'QAttention',
  'QOrderedAttention',
  'SparseAttention',
  'PagedAttention',
  'LongformerAttention',
  'LinearAttention',
]);
const PRODUCTS = new Set(['MatMul', 'FusedMatMul', 'Einsum']);
/** What stands between the product of queries and keys and the softmax: scale, mask, bias, a cap. */
const ON_SCORES = new Set(
  'Add Sub Mul Div Where Cast Identity Reshape Unsqueeze Squeeze Clip Tanh Min Max Neg Expand'.split(' '),
);
/** What may stand between the softmax and the product with the values. */
const ON_PROBABILITIES = new Set('Cast Identity Dropout Reshape Where Mul Add Unsqueeze Squeeze'.split(' '));
/** Those that change no number. */
const SAME_NUMBERS = new Set(['Cast', 'Identity', 'Dropout', 'Reshape', 'Unsqueeze', 'Squeeze']);
const LONGEST_WAY = 8;

/** Finds the attentions of one graph, its branches left out: softmaxes of products of activations that weigh values. */
export function findAttention(graph: Graph): FoundAttention {
  const reader = new GraphReader(graph);
  const fused = new Map<string, number>();
  const sites: AttentionSite[] = [];
  for (const node of graph.nodes) {
    if (FUSED.has(node.op)) fused.set(node.op, (fused.get(node.op) ?? 0) + 1);
    if (node.op !== 'Softmax') continue;
    const weighing = reader.productAfter(node);
    const scores = reader.productBefore(node);
    if (weighing && scores) sites.push(onlyComputed(graph, siteOf(reader, weighing, scores)));
  }
  return { sites, fused };
}

function siteOf(reader: GraphReader, weighing: GraphNode, scores: GraphNode): AttentionSite {
  const [probabilities = '', value = null] = weighing.inputs;
  const [query = null, key = null] = scores.inputs;
  // Of other products nobody knows here which axes they sum over.
  const readable = scores.op === 'MatMul' && weighing.op === 'MatMul';
  return {
    probabilities: reader.sameNumbersBefore(probabilities),
    query: readable && query ? reader.unscaled(query) : null,
    key: readable && key ? reader.unscaled(key) : null,
    value: readable ? value : null,
    cross: key !== null && reader.comesFromElsewhere(key),
  };
}

/** A branch can give out only what it computes itself, and so can a graph: no inputs, no constants. */
function onlyComputed(graph: Graph, site: AttentionSite): AttentionSite {
  const computed = (name: string | null) =>
    name !== null && graph.nodes.some((node) => node.outputs.includes(name)) ? name : null;
  return { ...site, query: computed(site.query), key: computed(site.key), value: computed(site.value) };
}

/** Looks from nodes to their neighbours. */
class GraphReader {
  private readonly producers = new Map<string, GraphNode>();
  private readonly consumers = new Map<string, GraphNode[]>();

  constructor(private readonly graph: Graph) {
    // Inner names hide outer ones.
    for (let scope: Graph | null = graph; scope; scope = scope.outer) {
      for (const node of scope.nodes) {
        for (const name of node.outputs) if (!this.producers.has(name)) this.producers.set(name, node);
      }
    }
    for (const node of graph.nodes) {
      for (const name of node.inputs) this.consumers.set(name, [...(this.consumers.get(name) ?? []), node]);
    }
  }

  /** The product whose first factor is made of this softmax. */
  productAfter(softmax: GraphNode): GraphNode | null {
    return this.search(softmax, (node) =>
      node.outputs.flatMap((name) =>
        (this.consumers.get(name) ?? []).filter(
          (next) => ON_PROBABILITIES.has(next.op) || (PRODUCTS.has(next.op) && next.inputs[0] === name),
        ),
      ),
    );
  }

  /** The product of two activations that this softmax is made of. */
  productBefore(softmax: GraphNode): GraphNode | null {
    return this.search(softmax, (node) =>
      (node.op === 'Softmax' ? node.inputs.slice(0, 1) : node.inputs).flatMap((name) => {
        const before = this.producers.get(name);
        const isProduct = before && PRODUCTS.has(before.op) && before.inputs.every((input) => !this.isConstant(input));
        return before && (isProduct || ON_SCORES.has(before.op)) ? [before] : [];
      }),
    );
  }

  /** Breadth first, so that of several products the nearest is found. */
  private search(start: GraphNode, next: (node: GraphNode) => GraphNode[]): GraphNode | null {
    let edge = [start];
    for (let step = 0; step < LONGEST_WAY && edge.length > 0; step++) {
      edge = [...new Set(edge.flatMap(next))];
      const found = edge.find(({ op }) => PRODUCTS.has(op));
      if (found) return found;
    }
    return null;
  }

  /** The earliest tensor with the same numbers: a softmax in float32 before it is cast to float16. */
  sameNumbersBefore(name: string): string {
    const node = this.producers.get(name);
    return node && SAME_NUMBERS.has(node.op) && node.inputs[0] ? this.sameNumbersBefore(node.inputs[0]) : name;
  }

  /** The tensor before it was multiplied or divided by a single number: exports scale queries and keys in many ways. */
  unscaled(name: string): string {
    const node = this.producers.get(name);
    if (!node || (node.op !== 'Mul' && node.op !== 'Div')) return name;
    const [first = '', second = ''] = node.inputs;
    if (this.isOneNumber(second)) return this.unscaled(first);
    return node.op === 'Mul' && this.isOneNumber(first) ? this.unscaled(second) : name;
  }

  private isConstant(name: string): boolean {
    for (let scope: Graph | null = this.graph; scope; scope = scope.outer) {
      if (scope.initializers.has(name)) return true;
    }
    const node = this.producers.get(name);
    return (
      node?.op === 'Constant' ||
      (node !== undefined &&
        /^(Dequantize|Cast$|Transpose$|Identity$)/.test(node.op) &&
        this.isConstant(node.inputs[0] ?? ''))
    );
  }

  /** Whether it is a single number, made of constants and shapes alone. */
  private isOneNumber(name: string, depth = 0): boolean {
    for (let scope: Graph | null = this.graph; scope; scope = scope.outer) {
      const elements = scope.initializers.get(name);
      if (elements !== undefined) return elements <= 1;
    }
    const node = this.producers.get(name);
    if (!node || depth > LONGEST_WAY) return false;
    if (node.op === 'Constant') return node.elements <= 1;
    // Attention scales by the size of a head, which exports take from a shape.
    if (node.op === 'Slice' || node.op === 'Gather') return this.producers.get(node.inputs[0] ?? '')?.op === 'Shape';
    return (
      ['Sqrt', 'Cast', 'Div', 'Mul', 'Pow', 'Reciprocal', 'Identity', 'Squeeze', 'Unsqueeze'].includes(node.op) &&
      node.inputs.slice(0, /squeeze/i.test(node.op) ? 1 : 2).every((input) => this.isOneNumber(input, depth + 1))
    );
  }

  /** Whether keys are made of the states of an encoder, and of no token that this graph reads. */
  comesFromElsewhere(name: string): boolean {
    return !this.isMadeOfTokens(name) && this.graphInputs(name).some((input) => /encoder/.test(input));
  }

  private isMadeOfTokens(name: string): boolean {
    return this.graphInputs(name).some((input) => /^(decoder_)?(input_ids|inputs_embeds)$/.test(input));
  }

  /** The inputs that a tensor is computed from; shapes carry no numbers of theirs. */
  private graphInputs(name: string): string[] {
    const seen = new Set([name]);
    const found: string[] = [];
    const waiting = [name];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const node = this.producers.get(next);
      if (!node) found.push(next);
      if (!node || node.op === 'Shape') continue;
      for (const input of node.inputs) {
        if (input === '' || seen.has(input)) continue;
        seen.add(input);
        waiting.push(input);
      }
    }
    return found;
  }
}
