// What a country's tables say of a network: who runs it and what it is used for.

/** How people reach the Internet through a network; `both` where one AS carries fixed and mobile, and the device must tell. */
export type AccessKind = 'mobile' | 'fixed' | 'both';

/** What a network is for. */
export type NetworkKind = AccessKind | 'hosting' | 'education' | 'enterprise' | 'infrastructure';

/** How sure the judgement of kind and brand is. */
export type Confidence = 'high' | 'medium' | 'low';

/** One autonomous system of the tables; what was not judged is absent. */
export interface AutonomousSystem {
  readonly asn: number;
  readonly organisation: string;
  readonly brand?: string;
  readonly operatorId?: string;
  readonly operatorName?: string;
  readonly kind?: NetworkKind;
  /** Undefined for hosting and infrastructure, through which nobody is connected, and where the kind was not judged. */
  readonly accessKind?: AccessKind;
  readonly confidence?: Confidence;
}

/** A provider, recognised by its AS numbers. */
export interface Operator {
  /** Slug that stays the same when the name changes. */
  readonly id: string;
  readonly name: string;
  readonly asns: readonly number[];
}

/** What is known of an address; everything but `family` and `prefix` is absent outside the country's table. */
export interface Network extends Partial<AutonomousSystem> {
  readonly family: 4 | 6;
  /** IPv4 /24 or IPv6 /48 in CIDR form. */
  readonly prefix: string;
  /** ISO 3166 code of the country whose table holds the address. */
  readonly country?: string;
}

/** One mobile network code (ITU E.212). */
export interface MobileCode {
  readonly mcc: string;
  readonly mnc: string;
  readonly brand: string;
  readonly operator: string;
  readonly isOperational: boolean;
}
