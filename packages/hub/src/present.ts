// Absence as JSON and exact optional types want it: a field that is not there, never one that is `undefined`.

/** The same fields, those that may be `undefined` made optional. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its fields that are `undefined`. Guarantee of the assertion: exactly those are left out. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
