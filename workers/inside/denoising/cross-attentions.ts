import { openAttention } from '../../onnx/add-outputs';
import { type Graph, readGraph } from '../../onnx/graph-nodes';

/** A U-Net whose cross-attentions are outputs. */
export interface OpenedUnet {
  bytes: Uint8Array<ArrayBuffer>;
  /** Names of the outputs, in the order of the layers; none where its attention is fused. */
  attentions: string[];
}

/** The input of a U-Net that has the words. */
const WORDS = 'encoder_hidden_states';

/**
 * Makes outputs of the cross-attentions of a U-Net: those whose keys are made of the words and of nothing else. Where it
 * looks at the picture itself, keys are made of the picture too.
 */
export function openCrossAttentions(bytes: Uint8Array): OpenedUnet {
  const graph = readGraph(bytes);
  const { bytes: opened, sites } = openAttention(bytes);
  const attentions = sites.flatMap(({ key, probabilities }) => {
    const inputs = key === null ? [] : inputsOf(graph, key);
    return inputs.length === 1 && inputs[0] === WORDS ? [probabilities] : [];
  });
  return { bytes: opened, attentions };
}

/** The inputs of the graph whose numbers a tensor is computed from; a shape carries none. */
function inputsOf(graph: Graph, name: string): string[] {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const seen = new Set([name]);
  const waiting = [name];
  const found: string[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (graph.inputs.includes(next) && !graph.initializers.has(next)) found.push(next);
    const node = producers.get(next);
    if (!node || node.op === 'Shape') continue;
    for (const input of node.inputs) {
      if (seen.has(input)) continue;
      seen.add(input);
      waiting.push(input);
    }
  }
  return found;
}
