// Pages of people who signed in, and those by which they do: they stand in no cache and are not compressed.

const PRIVATE = /^(\/en)?\/(quan-tri|dang-nhap|d)(\/|$)/;

export function isPrivate(pathname: string): boolean {
  return PRIVATE.test(pathname);
}
