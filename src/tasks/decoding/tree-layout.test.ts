import { expect, it } from 'vitest';
import type { TreeNode } from './task';
import { layoutTree } from './tree-layout';

const node = (id: number, parent: number | null, fate: TreeNode['fate'], score: number | null = null): TreeNode => ({
  id,
  parent,
  token: 10 + id,
  text: '',
  logprob: -1,
  sum: -1,
  fate,
  score,
});
const NODES = [
  node(0, null, 'kept'),
  node(1, null, 'kept'),
  node(2, null, 'pruned'),
  node(3, 0, 'finished', -0.5),
  node(4, 0, 'kept'),
  node(5, 1, 'pruned'),
  node(6, 4, 'finished', -0.2),
];

/** The names of nodes grow with their ids. */
const widthOf = ({ id }: TreeNode): number => 20 + 10 * id;

it('grows to the right, without two nodes in one place', () => {
  const { nodes, width, height } = layoutTree(NODES, true, widthOf);
  expect(nodes).toHaveLength(7);
  expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
  for (const { node, x, y, from } of nodes) {
    expect(x).toBeGreaterThan(from.x + (from.node ? widthOf(from.node) : 0));
    expect(x + widthOf(node)).toBeLessThan(width);
    expect(y).toBeLessThan(height);
    expect(y).toBeGreaterThan(0);
  }
});

it('knows the way to each node, and which finished texts go through it, best first', () => {
  const byId = new Map(layoutTree(NODES, true, widthOf).nodes.map((placed) => [placed.node.id, placed]));
  expect(byId.get(6)?.path).toEqual([10, 14, 16]);
  expect(byId.get(6)?.ranks).toEqual([0]);
  expect(byId.get(3)?.ranks).toEqual([1]);
  expect(byId.get(0)?.ranks).toEqual([0, 1]);
  expect(byId.get(5)?.ranks).toEqual([]);
});

it('leaves out what was given up at once, where that is wished', () => {
  expect(
    layoutTree(NODES, false, widthOf)
      .nodes.map(({ node: { id } }) => id)
      .sort(),
  ).toEqual([0, 1, 3, 4, 6]);
});
