// Seeded randomness: the same seed gives the same stream on every machine.

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
}

/** A stream for a seed, any integer; `stream` names independent streams of one seed. */
export function seededRandom(seed: number, stream = ''): Random {
  const next = sfc32(seed, stream);
  return {
    uniform: next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
  };
}

/** Chris Doty-Humphrey's sfc32 (PractRand, public domain), its state filled by an FNV-1a hash of seed and stream. */
function sfc32(seed: number, stream: string): () => number {
  const name = `${seed}/${stream}`;
  let [a, b, c, d] = [fnv1a(`a${name}`), fnv1a(`b${name}`), fnv1a(`c${name}`), 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
