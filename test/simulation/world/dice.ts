/** Repeatable chance: the same seed and stream give the same throws, in the same order, on every machine. */
export interface Dice {
  /** Uniform in [0, 1). */
  fraction(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  /** True with this probability. */
  hits(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/**
 * The dice of one concern (`stream`) of one world. Each concern has its own, so that another throw in one of
 * them does not change what the others do.
 */
export function createDice(seed: number, stream: string): Dice {
  const next = sfc32(hash(`${seed}/${stream}`));
  const fraction = () => next() / 0x1_0000_0000;
  const between = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  return {
    fraction,
    between,
    hits: (probability) => fraction() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
  };
}

type State = [number, number, number, number];

/** Four words from a text (FNV-1a with four starts), mixed well enough to start the generator below. */
function hash(text: string): State {
  const words: State = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    words[0] = Math.imul(words[0] ^ code, 0x01000193);
    words[1] = Math.imul(words[1] ^ (code + 0x51), 0x85ebca6b);
    words[2] = Math.imul(words[2] ^ (code + 0xa3), 0xc2b2ae35);
    words[3] = Math.imul(words[3] ^ (code + 0xf5), 0x27d4eb2f);
  }
  return words;
}

/** Chris Doty-Humphrey's sfc32: small, fast, passes PractRand. The first throws are discarded to mix the seed. */
function sfc32(state: State): () => number {
  let [a, b, c, counter] = state;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let count = 0; count < 12; count++) next();
  return next;
}
