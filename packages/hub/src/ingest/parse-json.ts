// JSON as storage can keep it: with no string that is no Unicode text.

/** An escape that may stand for half a character: the only way in which one comes out of a text that was decoded. */
const HALF_ESCAPED = /\\u[dD][89a-fA-F]/;

/** The value of a JSON text, lone surrogates in its strings replaced as `toWellFormed` does. Throws what JSON.parse throws. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return HALF_ESCAPED.test(text) ? wellFormed(value) : value;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toWellFormed(), wellFormed(inner)]));
}
