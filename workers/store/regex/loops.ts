import type { Positions } from './positions';

/** Sets of positions that can be gone through again and again (Tarjan's components, without the trivial ones). */
export function loopsOf({ follow }: Positions): number[][] {
  const index = new Map<number, number>();
  const low: number[] = [];
  const stack: number[] = [];
  const onStack = new Set<number>();
  const loops: number[][] = [];

  /** Its own stack of frames: patterns may be thousands of positions long. */
  function visit(root: number): void {
    const frames: { at: number; next: Iterator<number> }[] = [];
    const enter = (at: number) => {
      index.set(at, index.size);
      low[at] = index.get(at) ?? 0;
      stack.push(at);
      onStack.add(at);
      frames.push({ at, next: (follow[at] ?? new Set<number>()).values() });
    };
    enter(root);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { done, value } = frame.next.next();
      if (!done) {
        if (!index.has(value)) enter(value);
        else if (onStack.has(value)) low[frame.at] = Math.min(low[frame.at] ?? 0, index.get(value) ?? 0);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent) low[parent.at] = Math.min(low[parent.at] ?? 0, low[frame.at] ?? 0);
      if (low[frame.at] === index.get(frame.at)) close(frame.at);
    }
  }

  function close(root: number): void {
    const members = stack.splice(stack.lastIndexOf(root));
    for (const member of members) onStack.delete(member);
    if (members.length > 1 || follow[root]?.has(root)) loops.push(members);
  }

  for (let at = 0; at < follow.length; at += 1) if (!index.has(at)) visit(at);
  // Tarjan closes what comes last first.
  return loops.reverse();
}
