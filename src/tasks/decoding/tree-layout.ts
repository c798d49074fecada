import { type HierarchyNode, hierarchy, tree } from 'd3-hierarchy';
import type { TreeNode } from './task';

/** A node with its place: `x` grows with the tokens, `y` from branch to branch. */
export interface PlacedNode {
  node: TreeNode;
  x: number;
  y: number;
  /** Place of what it goes on from, and its node; none at the root. */
  from: { x: number; y: number; node: TreeNode | null };
  /** Tokens from the prompt to it. */
  path: number[];
  /** Ranks of the finished texts that go through it or end in it, 0 the best; empty where none does. */
  ranks: number[];
}

export interface TreeLayout {
  nodes: PlacedNode[];
  width: number;
  height: number;
}

const ACROSS = 22;
const MARGIN = 14;
/** Room for branches between the end of one token's name and the next token, at least. */
const BRANCH = 34;

/**
 * Places the tree of a beam search from left to right (Reingold and Tilford's layout).
 * @param withPruned whether candidates that were given up at once are drawn
 * @param widthOf pixels from the middle of a node to the end of its name: each column is as wide as its longest needs
 */
export function layoutTree(
  nodes: readonly TreeNode[],
  withPruned: boolean,
  widthOf: (node: TreeNode) => number,
): TreeLayout {
  const ranks = ranksOf(nodes);
  const drawn = nodes.filter(({ fate, id }) => withPruned || fate !== 'pruned' || ranks.has(id));
  const children = new Map<number | null, TreeNode[]>();
  for (const node of drawn) children.set(node.parent, [...(children.get(node.parent) ?? []), node]);
  const root = hierarchy<TreeNode | null>(null, (node) => children.get(node?.id ?? null));
  const placed = tree<TreeNode | null>().nodeSize([ACROSS, 1])(root);
  const all = placed.descendants();
  const columns = columnsOf(all, widthOf);
  const lowest = Math.min(...all.map(({ x }) => x));
  const highest = Math.max(...all.map(({ x }) => x));
  const place = ({ x, depth }: { x: number; depth: number }) => ({
    x: (columns[depth] ?? 0) + MARGIN,
    y: x - lowest + MARGIN,
  });
  return {
    nodes: all.flatMap((point) => {
      const node = point.data;
      if (!node) return [];
      const path = point.ancestors().flatMap(({ data }) => (data ? [data.token] : []));
      const before = point.parent ?? placed;
      const from = { ...place(before), node: before.data };
      return [{ node, ...place(point), from, path: path.reverse(), ranks: ranks.get(node.id) ?? [] }];
    }),
    width: (columns.at(-1) ?? 0) - BRANCH + 2 * MARGIN,
    height: highest - lowest + 2 * MARGIN,
  };
}

/** Where each column begins, and, as the last number, where one more would. */
function columnsOf(all: readonly HierarchyNode<TreeNode | null>[], widthOf: (node: TreeNode) => number): number[] {
  const widest: number[] = [];
  for (const { data, depth } of all) widest[depth] = Math.max(widest[depth] ?? 0, data ? widthOf(data) : 0);
  const columns = [0];
  for (const [depth, width] of widest.entries()) columns.push((columns[depth] ?? 0) + width + BRANCH);
  return columns;
}

/** The ranks of finished texts by the nodes on their ways. */
function ranksOf(nodes: readonly TreeNode[]): Map<number, number[]> {
  const finished = nodes.filter(({ fate }) => fate === 'finished').sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const ranks = new Map<number, number[]>();
  for (const [rank, end] of finished.entries()) {
    for (let node: TreeNode | undefined = end; node; node = node.parent === null ? undefined : nodes[node.parent]) {
      ranks.set(node.id, [...(ranks.get(node.id) ?? []), rank]);
    }
  }
  return ranks;
}
