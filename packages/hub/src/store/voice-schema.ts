// The tables of what people tell: places without signal, and problems.
import { date, doublePrecision, integer, pgTable, text, timestamp, uuid } from './drizzle.ts';

const at = (name: string) => timestamp(name, { withTimezone: true }).notNull();

export const whiteSpots = pgTable('white_spots', {
  id: uuid().primaryKey(),
  observedAt: at('observed_at'),
  receivedAt: at('received_at'),
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  accuracyM: doublePrecision('accuracy_m'),
  provinceCode: text('province_code').notNull(),
  communeCode: text('commune_code'),
  areaEdition: date('area_edition').notNull(),
  operatorId: text('operator_id').notNull(),
  note: text(),
  installId: uuid('install_id'),
  state: text({ enum: ['received', 'seen', 'planned', 'mended', 'closed'] }).notNull(),
  stateAt: at('state_at'),
});

export const problemReports = pgTable('problem_reports', {
  id: uuid().primaryKey(),
  number: text().notNull().unique(),
  receivedAt: at('received_at'),
  measurementId: uuid('measurement_id'),
  provinceCode: text('province_code'),
  areaEdition: date('area_edition'),
  text: text().notNull(),
  contact: text(),
  installId: uuid('install_id'),
  state: text({ enum: ['received', 'working', 'passed-on', 'answered', 'closed'] }).notNull(),
  stateAt: at('state_at'),
  answer: text(),
  operatorId: text('operator_id'),
});

/** All that is left of what people erased: how many of each on a day. */
export const erasures = pgTable('erasures', {
  day: date().primaryKey(),
  installs: integer().notNull(),
  measurements: integer().notNull(),
  whiteSpots: integer('white_spots').notNull(),
  problemReports: integer('problem_reports').notNull(),
});

/** Installs whose data is being erased; none stays when it is. */
export const dueErasures = pgTable('due_erasures', { installId: text('install_id').primaryKey() });

/** Openings of a day; `devices` had not opened on that day before, `newDevices` never. */
export const openings = pgTable('openings', {
  day: date().primaryKey(),
  opens: integer().notNull(),
  devices: integer().notNull(),
  newDevices: integer('new_devices').notNull(),
});
