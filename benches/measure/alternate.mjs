// Takes turns. Whatever the machine does besides, gets slower, or wants to tidy up, hits all alike: in each round
// everybody has one turn, in an order that is different in each round and the same in each run.

/** Lists of samples by name, one sample from each round; the first `warm` rounds do not count. */
export async function alternate(names, { rounds, warm = 0 }, sample) {
  const samples = new Map(names.map((name) => [name, []]));
  const random = numbers(0x5eed);
  for (let round = 0; round < warm + rounds; round++) {
    for (const name of shuffled(names, random)) {
      const value = await sample(name);
      if (round >= warm) samples.get(name).push(value);
    }
  }
  return samples;
}

function shuffled(names, random) {
  const order = [...names];
  for (let last = order.length - 1; last > 0; last--) {
    const place = random() % (last + 1);
    [order[last], order[place]] = [order[place], order[last]];
  }
  return order;
}

/** Numbers that look random (xorshift), the same in each run. */
export function numbers(state) {
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
