// The two sides of a comparison: an area's names, and what was typed.
import type { Folded } from './fold.ts';
import type { Initials } from './initials.ts';
import type { Query } from './read-query.ts';

/** A name, and what else is asked of it. */
export interface Name extends Folded {
  /** The bare name without the spaces between its words. */
  readonly joined: string;
  readonly initials?: Initials;
}

/** What of an area is held against a query. */
export interface Matched {
  readonly names: readonly Name[];
  /** 0 for those that people mean first by initials, to 4. */
  readonly obscurity: number;
  /** Bare word for its type. */
  readonly type: string;
  readonly context: Folded;
  /** Bare full names of the districts its land lay in, and all words of what it lies and lay in; absent where nothing was before. */
  readonly former?: { readonly districts: ReadonlySet<string>; readonly context: string };
  /** Bare full name of its district, and without the word for a type; absent where it lies in none. */
  readonly district?: { readonly fullName: string; readonly name: string };
}

/** A query with what every name is held against. */
export interface Typed extends Query {
  readonly words: readonly string[];
  /** Whether what was typed after the comma stands in the text. */
  readonly isWithin: (text: string | undefined) => boolean;
}
