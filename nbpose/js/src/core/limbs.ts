/**
 * Which joints hang on a joint: those on its side away from the trunk.
 *
 * Take the joint out of the skeleton and it falls into parts. A part with more than half of what is left is the trunk
 * with everything beyond it, and the other parts are the joint's limb: the elbow takes the wrist along, the shoulder
 * the arm, and a joint inside a ring (a hip, an ear) only what hangs on it. Where no part is that large, the joint is
 * the middle of the skeleton, as the wrist of a hand or the neck of an animal is, and takes everybody along.
 */
export function limbOf(
  edges: readonly (readonly [number, number])[],
  keypoint: number,
): readonly number[] {
  const parts = partsWithout(edges, keypoint);
  const left = parts.reduce((sum, part) => sum + part.length, 0);
  const children = parts.filter((part) => part.length * 2 <= left).flat();
  return [keypoint, ...children].sort((a, b) => a - b);
}

type Neighbours = ReadonlyMap<number, readonly number[]>;

/** What a joint's own skeleton falls into when the joint is taken out. */
function partsWithout(
  edges: readonly (readonly [number, number])[],
  keypoint: number,
): readonly (readonly number[])[] {
  const neighbours = neighboursOf(edges);
  const seen = new Set([keypoint]);
  const starts = neighbours.get(keypoint) ?? [];
  return starts.map((start) => reached(start, neighbours, seen)).filter((part) => part.length > 0);
}

function neighboursOf(edges: readonly (readonly [number, number])[]): Neighbours {
  const neighbours = new Map<number, number[]>();
  for (const [a, b] of edges) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  return neighbours;
}

/** All that is reached from a joint without crossing what was seen before; adds it to that. */
function reached(start: number, neighbours: Neighbours, seen: Set<number>): readonly number[] {
  const part = [start].filter((joint) => !seen.has(joint));
  for (const joint of part) {
    seen.add(joint);
    const next = neighbours.get(joint) ?? [];
    part.push(...next.filter((other) => !seen.has(other) && !part.includes(other)));
  }
  return part;
}
