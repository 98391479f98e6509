/* Seeded randomness (SplitMix64), so that the n-th packet of two runs meets the same fate. */
#include "link.h"

void chance_seed(Chance *c, uint64_t seed) { c->state = seed; }

double chance_next(Chance *c) {
  uint64_t z = (c->state += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  z ^= z >> 31;
  return (double)(z >> 11) * 0x1.0p-53;
}
