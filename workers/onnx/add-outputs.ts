import { type AttentionSite, findAttention } from './attention-sites';
import { GRAPH_OUTPUT, type Graph, type GraphNode, NODE_OUTPUT, readGraph, VALUE_NAME } from './graph-nodes';
import { type Additions, bytesField, noAdditions, withAdditions } from './wire';

/** A model whose attentions can be fetched. */
export interface OpenedAttention {
  bytes: Uint8Array<ArrayBuffer>;
  /** The names are outputs of the model. */
  sites: AttentionSite[];
  /** Operators that keep their softmax to themselves, with how many nodes there are of each. */
  fused: Map<string, number>;
}

type Part = 'probabilities' | 'query' | 'key' | 'value';
const PARTS: readonly Part[] = ['probabilities', 'query', 'key', 'value'];

/**
 * Makes outputs of what the attentions of an ONNX model compute: the softmax, and queries, keys and values where they can
 * be told apart. Nothing else of the file changes, so that weights in it and beside it stay where they are. Attentions in
 * the branches of an If (decoders that were merged for their cache) become outputs of the If.
 * @throws RangeError where the bytes are no ONNX model
 */
export function openAttention(bytes: Uint8Array): OpenedAttention {
  const graph = readGraph(bytes);
  const additions = noAdditions();
  const { sites, fused } = findAttention(graph);
  const outputs = new Outputs(graph, additions);
  for (const site of sites) {
    for (const part of PARTS) if (site[part] !== null) outputs.add(site[part]);
  }
  for (const node of graph.nodes) {
    const found = openBranches(node, additions, outputs);
    sites.push(...found.sites);
    for (const [op, count] of found.fused) fused.set(op, (fused.get(op) ?? 0) + count);
  }
  return { bytes: withAdditions(bytes, additions), sites, fused };
}

/** The outputs of one graph, each of them once. */
class Outputs {
  private readonly names: Set<string>;
  private readonly place: Additions;

  constructor(graph: Graph, additions: Additions) {
    this.names = new Set(graph.outputs);
    this.place = graph.path.reduce(within, additions);
  }

  add(name: string): void {
    if (this.names.has(name)) return;
    this.append(name);
  }

  /** Also where there is such an output already: an If counts its outputs. */
  append(name: string): void {
    this.names.add(name);
    // ONNX Runtime infers the type.
    this.place.fields.push(bytesField(GRAPH_OUTPUT, bytesField(VALUE_NAME, name)));
  }
}

function within(additions: Additions, place: number): Additions {
  const known = additions.within.get(place) ?? noAdditions();
  additions.within.set(place, known);
  return known;
}

/** Both branches of an If must give the same outputs: they are opened only where both have the same attentions. */
function openBranches(
  node: GraphNode,
  additions: Additions,
  outputs: Outputs,
): Pick<OpenedAttention, 'sites' | 'fused'> {
  const [branch, other] = [...node.branches.values()];
  if (node.op !== 'If' || !branch || !other) return { sites: [], fused: new Map() };
  const found = [branch, other].map(findAttention);
  const [sites = [], others = []] = found.map((each) => each.sites);
  const fused = new Map([...(found[0]?.fused ?? [])]);
  if (sites.length !== others.length) return { sites: [], fused };
  const nodePlace = [...(branch.path.slice(0, -2) ?? [])].reduce(within, additions);
  const inner = [branch, other].map((graph) => new Outputs(graph, additions));
  const opened = sites.map((site, index) => {
    const twin = others[index];
    const names = PARTS.map((part): [Part, string | null] => {
      const [first, second] = [site[part], twin?.[part] ?? null];
      if (first === null || second === null) return [part, null];
      // Keys and values may be outputs of the branches already, for the cache.
      const [known, knownThere] = [branch.outputs.indexOf(first), other.outputs.indexOf(second)];
      if (known !== knownThere) return [part, null];
      const shared = node.outputs[known];
      if (shared) {
        outputs.add(shared);
        return [part, shared];
      }
      const name = `attention.${node.at}.${index}.${part}`;
      inner[0]?.append(first);
      inner[1]?.append(second);
      nodePlace.fields.push(bytesField(NODE_OUTPUT, name));
      outputs.add(name);
      return [part, name];
    });
    return { ...site, ...(Object.fromEntries(names) as Record<Part, string | null>) };
  });
  const isWhole = (site: (typeof opened)[number]): site is AttentionSite => site.probabilities !== null;
  return { sites: opened.filter(isWhole), fused };
}
