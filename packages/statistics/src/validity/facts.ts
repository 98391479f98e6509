// What the rules of validity look at: plain facts, gathered by whoever ingests; what is absent was not measured or not told.

export type Technology = '2g' | '3g' | '4g' | '5g' | 'wifi' | 'ethernet';

/** One direction as the client tells it. */
export interface DirectionFacts {
  readonly rateMbps: number;
  readonly rateLowMbps?: number;
  readonly rateHighMbps?: number;
  /** All payload moved, ramp and drain included. */
  readonly sizeBytes: number;
  /** Sum of the counted windows. */
  readonly durationMs: number;
  readonly wasAborted: boolean;
  /** True where the device, not the network, held the rate down. */
  readonly isDeviceLimited: boolean;
}

/** What the point's receipt is worth and what it says; rates over the same windows as the client's. */
export type ReceiptFacts =
  | {
      readonly state: 'valid';
      readonly startedAtMs: number;
      readonly downloadMbps?: number;
      readonly uploadMbps?: number;
      /** Least round trip that the point's kernel saw. */
      readonly minRttMs?: number;
    }
  | { readonly state: 'missing' | 'invalid' | 'replayed' };

export interface PositionFacts {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyM?: number;
  readonly source: 'gps' | 'chosen' | 'unit';
}

export interface MeasurementFacts {
  /** Milliseconds since 1970 UTC, by the client's clock. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** By the hub's clock. */
  readonly receivedAtMs: number;
  readonly trigger: 'manual' | 'auto' | 'scheduled';
  /** True for programs of other projects, whose method is another indicator. */
  readonly isForeignClient: boolean;
  readonly hasTicket: boolean;
  /** False in open mode. */
  readonly isTicketRequired: boolean;
  readonly isReceiptRequired: boolean;
  readonly receipt: ReceiptFacts;
  /** True where a person or the page's end stopped it. */
  readonly wasAborted: boolean;
  readonly download?: DirectionFacts;
  readonly upload?: DirectionFacts;
  readonly idleMinMs?: number;
  readonly idleMedianMs?: number;
  readonly jitterMs?: number;
  readonly lossSent?: number;
  readonly lossReceived?: number;
  readonly technology?: Technology;
  /** Time the page was hidden, and worst lateness of a timer, while measuring. */
  readonly hiddenMs?: number;
  readonly eventLoopLagMs?: number;
  /** ISO 3166 code of the country that the address belongs to. */
  readonly networkCountry?: string;
  readonly isHostingOrVpn?: boolean;
  readonly position?: PositionFacts;
  /** Whether the position lies in the country; absent without a position or an outline. */
  readonly isPositionInCountry?: boolean;
  /** From the position to the measurement point. */
  readonly pointDistanceKm?: number;
}

/** One earlier measurement of the same device. */
export interface EarlierMeasurement {
  readonly startedAtMs: number;
  readonly trigger: 'manual' | 'auto' | 'scheduled';
  readonly position?: PositionFacts;
}

/** One measurement from the same network prefix and device model, of this or another install. */
export interface SameOrigin {
  readonly device: string;
  readonly startedAtMs: number;
}

/** What one rule found; `detail` is technical English for engineers and auditors. */
export interface Finding<Code extends string = string> {
  readonly reason: Code;
  readonly detail: string;
  /** Logarithm of how much likelier the finding is from abuse than from honest use; absent for faults, which say nothing of honesty. */
  readonly logOdds?: number;
}
