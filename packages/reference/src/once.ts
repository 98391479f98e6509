// A value made when first asked for, and kept.

/** A function that makes its value at the first call and gives the same one ever after; a failure is not kept. */
export function once<T>(make: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: make() };
    return kept.value;
  };
}
