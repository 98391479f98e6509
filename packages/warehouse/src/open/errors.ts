// What can go wrong with the warehouse, as errors a caller can tell apart.

export type WarehouseErrorCode =
  | 'folder-locked'
  | 'folder-unusable'
  | 'unavailable'
  | 'migration-changed'
  | 'migration-newer'
  | 'closed';

/** Thrown by every function of the warehouse; the message is one line a person can act on, `cause` the engine's own words. */
export class WarehouseError extends Error {
  readonly code: WarehouseErrorCode;

  constructor(code: WarehouseErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'WarehouseError';
    this.code = code;
  }
}
