// What the portal's tree holds for somebody: only what is theirs to see, campaigns that run as branches.

export interface Branch {
  /** Without the language. Pages below it belong to it. */
  readonly path: string;
  readonly name: string;
  /** Where it leads, if not to `path` itself. */
  readonly to?: string;
  readonly branches?: readonly Branch[];
}

/** The path of the branch that a page belongs to: the longest one that the page's own path begins with. */
export function branchOf(tree: readonly Branch[], pathname: string): string | undefined {
  return tree
    .flatMap((one) => [one, ...(one.branches ?? [])])
    .map(({ path }) => path)
    .filter((path) => pathname === path || pathname.startsWith(`${path}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
