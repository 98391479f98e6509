// The one door of the warehouse: every measurement, kept once, and the questions that may be asked of them.
export { clickhouseTime, deviceKey, idTimeMs, type Row } from './append/row.ts';
export type { PrepareSettings } from './build/prepare/expected.ts';
export type { RefreshSettings } from './build/value/refresh.ts';
export { type CopiedDay, copyWarehouse } from './copy/copy-warehouse.ts';
export type { Place } from './open/connect.ts';
export { WarehouseError, type WarehouseErrorCode } from './open/errors.ts';
export { type FolderLock, lockFolder } from './open/lock-folder.ts';
export { openWarehouse, type Warehouse } from './open/open-warehouse.ts';
export type { ExportRow } from './read/export.ts';
export { ID_SLACK_MS, type Origin, type Past, type PastOfOrigin, type Span } from './read/history.ts';
export type { Kept } from './read/kept.ts';
export type { ChangeCell, ChangeQuestion, ChangeSeriesQuestion, ChangeStep } from './statistics/change.ts';
export {
  type AskedQuantity,
  type AskedShare,
  type Cell,
  GROUPINGS,
  type GroupBy,
  type HistogramCell,
  isShare,
  type NetworkKind,
  NOT_ATTRIBUTABLE,
  type Question,
  type Selection,
  type ShareCell,
  type ShareQuestion,
  type Tally,
} from './statistics/question.ts';
export type { ModelledCommune, SmallAreaQuestion } from './statistics/small-areas.ts';
export type { SuccessorRow } from './statistics/successors.ts';
export type { AreaCount } from './statistics/sufficiency.ts';
export type { UnitTraits } from './statistics/unit-traits.ts';
export type { UnitCount } from './statistics/units.ts';
export type { TableColumn, TableRow } from './table/to-parquet.ts';
