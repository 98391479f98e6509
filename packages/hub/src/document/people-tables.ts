// Who has roles, and what was done by whom, as tables for a file.
import type { AuditEntry, PortalPerson } from '@i-speed/spec';
import { moment, momentText, type PortalTable, portalTable, text } from './portal-table.ts';
import { ROLES } from './state-words.ts';
import { dayText } from './words.ts';

type Held = PortalPerson['grants'][number] & Pick<PortalPerson, 'name' | 'email'>;

/** A row for each role that somebody has. */
export function peopleTable(people: readonly PortalPerson[], today: string): PortalTable {
  return portalTable<Held>(
    { file: `nguoi-dung-${today}`, title: 'NGƯỜI DÙNG', subtitle: `Đến ngày ${dayText(today)}` },
    [
      text('name', 'Họ và tên', 30, ({ name }) => name),
      text('email', 'Thư điện tử', 34, ({ email }) => email),
      text('role', 'Vai trò', 20, ({ role }) => ROLES[role]),
      text('place', 'Phạm vi', 20, ({ provinceCode, unitCode, operator }) => provinceCode ?? unitCode ?? operator),
    ],
    people.flatMap(({ name, email, grants }) => grants.map((grant) => ({ name, email, ...grant }))),
  );
}

/** The log, newest first; verbs by their codes, which do not change. */
export function auditTable(entries: readonly AuditEntry[], today: string, timeZone: string): PortalTable {
  return portalTable<AuditEntry>(
    { file: `nhat-ky-${today}`, title: 'NHẬT KÝ', subtitle: `Đến ngày ${dayText(today)}` },
    [
      moment('at', 'Lúc', ({ at }) => momentText(at, timeZone)),
      text('person', 'Ai', 30, ({ person }) => person),
      text('verb', 'Việc', 20, ({ verb }) => verb),
      text('about', 'Đối tượng', 44, ({ about }) => about),
      text('subject', 'Mã đối tượng', 30, ({ subject }) => subject),
      text('province_code', 'Mã tỉnh', 8, ({ provinceCode }) => provinceCode),
      text('unit_code', 'Mã đơn vị', 14, ({ unitCode }) => unitCode),
    ],
    entries,
  );
}
