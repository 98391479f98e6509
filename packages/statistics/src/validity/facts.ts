// What the rules of validity look at: plain facts, gathered by whoever ingests; what is absent or undefined was not measured or not told.

export type Technology = '2g' | '3g' | '4g' | '5g' | 'wifi' | 'ethernet';

/** One direction as the client tells it. */
export interface DirectionFacts {
  readonly rateMbps: number;
  readonly rateLowMbps?: number | undefined;
  readonly rateHighMbps?: number | undefined;
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
      readonly downloadMbps?: number | undefined;
      readonly uploadMbps?: number | undefined;
      /** Least round trip that the point's kernel saw. */
      readonly minRttMs?: number | undefined;
    }
  | { readonly state: 'missing' | 'invalid' };

export interface PositionFacts {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyM?: number | undefined;
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
  readonly download?: DirectionFacts | undefined;
  readonly upload?: DirectionFacts | undefined;
  readonly idleMinMs?: number | undefined;
  readonly idleMedianMs?: number | undefined;
  readonly jitterMs?: number | undefined;
  readonly lossSent?: number | undefined;
  readonly lossReceived?: number | undefined;
  readonly technology?: Technology | undefined;
  /** Time the page was hidden, and worst lateness of a timer, while measuring. */
  readonly hiddenMs?: number | undefined;
  readonly eventLoopLagMs?: number | undefined;
  /** ISO 3166 code of the country that the address belongs to. */
  readonly networkCountry?: string | undefined;
  readonly isHostingOrVpn?: boolean | undefined;
  readonly position?: PositionFacts | undefined;
  /** Whether the position lies in the country; absent without a position or an outline. */
  readonly isPositionInCountry?: boolean | undefined;
  /** From the position to the measurement point. */
  readonly pointDistanceKm?: number | undefined;
}

/** A measurement of the same device that arrived before; one kept on the device may have started before it all the same. */
export interface EarlierMeasurement {
  readonly startedAtMs: number;
  readonly trigger: 'manual' | 'auto' | 'scheduled';
  readonly position?: PositionFacts | undefined;
}

/** A measurement from the same network prefix and device model, of this or another install, that arrived before. */
export interface SameOrigin {
  readonly device: string;
  readonly startedAtMs: number;
}

/** What one rule found; `detail` is technical English for engineers and auditors. */
export interface Finding<Code extends string = string> {
  readonly reason: Code;
  readonly detail: string;
  /** Logarithm of how much likelier the finding is from abuse than from honest use; absent for faults, which say nothing of honesty. */
  readonly logOdds?: number | undefined;
}
