// Looked up once: in a test runner's context a global costs more than what is done with it here.
const { floor, imul, min, sqrt } = Math;

/** The walk is back at 0 every so many days, so that no price runs away. */
const SPAN = 1024;

/**
 * A random walk over whole numbers with steps of variance 1, told at any place without the places before it: halves of
 * halves of a span are bent by a random amount each (Lévy's construction of Brownian motion).
 *
 * @param seed a whole number; another one is another walk
 * @param at a day number
 */
export function walk(seed: number, at: number): number {
  const span = floor(at / SPAN);
  const within = at - span * SPAN;
  let sum = 0;
  for (let length = SPAN; length >= 2; length /= 2) {
    const part = floor(within / length);
    const place = within - part * length;
    const tent = min(place, length - place) / (length / 2);
    if (tent > 0) sum += (tent * sqrt(length) * draw(seed, span, length + part)) / 2;
  }
  return sum;
}

/** A nearly normal number of mean 0 and variance 1 that belongs to these three. */
export function draw(seed: number, a: number, b: number): number {
  const bits = scrambled(seed, a, b);
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / 147.8;
}

/** A number in [0, 1) that belongs to these three. */
export function share(seed: number, a: number, b: number): number {
  return scrambled(seed, a, b) / 2 ** 32;
}

/** 32 bits (MurmurHash3). */
function scrambled(seed: number, a: number, b: number): number {
  let state = seed | 0;
  for (const word of [a, b, 7]) {
    const mixed = imul(word, 0xcc9e2d51);
    state ^= imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    state = (imul((state << 13) | (state >>> 19), 5) + 0xe6546b64) | 0;
  }
  state = imul(state ^ (state >>> 16), 0x85ebca6b);
  state = imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
