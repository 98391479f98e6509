// Areas: what the state divides the country into, each with a code that means something only together with its edition.

/** A position in degrees, WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where the land of a former area is today: all of it in one, or in parts in several. */
export interface Succession {
  readonly kind: 'full' | 'partial';
  readonly edition: string;
  readonly codes: readonly string[];
}

interface AreaBase {
  /** As the state issues it, leading zeros kept. */
  readonly code: string;
  /** The edition that gives the code its meaning; its validity stands in the country's editions. */
  readonly edition: string;
  readonly type: string;
  /** Without the word for its type. */
  readonly name: string;
  /** With the word for its type, as in official papers. */
  readonly fullName: string;
  readonly areaKm2?: number;
  /** A point inside the area, for labels; absent for areas of which only the name is known. */
  readonly label?: Position;
  /** Absent while the area is in force. */
  readonly succession?: Succession;
}

export interface Province extends AreaBase {
  readonly level: 'province';
  readonly slug?: string;
  readonly region?: string;
  readonly population?: number;
}

export interface Commune extends AreaBase {
  readonly level: 'commune';
  readonly provinceCode: string;
  /** Full name of the district, in editions that have districts. */
  readonly districtName?: string;
}

export type Area = Province | Commune;
