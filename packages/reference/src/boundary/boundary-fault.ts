// What can be wrong with official polygons.

/** What can be wrong with a pack. */
export type BoundaryFaultCode =
  | 'not-a-pack'
  | 'no-code'
  | 'unknown-code'
  | 'duplicate-code'
  | 'missing-commune'
  | 'not-a-polygon'
  | 'broken-ring'
  | 'not-degrees'
  | 'foreign-system'
  | 'uncut'
  | 'in-other-province'
  | 'misplaced'
  | 'swapped'
  | 'overlap'
  | 'label-outside'
  | 'crossing-ring'
  | 'crowded-ring';

export interface BoundaryFault {
  readonly fault: BoundaryFaultCode;
  /** Code of the commune; absent where the feature bears none. */
  readonly code?: string;
  /** Place of the feature in the file, from 1; absent where it is the whole file that lacks something. */
  readonly place?: number;
  readonly detail: string;
}
