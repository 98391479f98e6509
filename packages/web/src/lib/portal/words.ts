// Words of the portal's codes.
import type {
  PrintKind,
  PrintState,
  ProblemProgress,
  Reminder,
  ReportState,
  Role,
  SpotProgress,
  UnitKind,
  WorkKind,
} from '@i-speed/spec';
import { m } from '#lib/paraglide/messages.js';

export const stateWord: Record<ReportState, () => string> = {
  draft: m.portal_state_draft,
  submitted: m.portal_state_submitted,
  returned: m.portal_state_returned,
  accepted: m.portal_state_accepted,
  consolidated: m.portal_state_consolidated,
};

/** The same where a province hands up to the nation. */
export const nationStateWord: Record<ReportState, () => string> = {
  ...stateWord,
  draft: m.nation_state_draft,
  submitted: m.nation_state_submitted,
};

export const roleWord: Record<Role, () => string> = {
  'national-admin': m.portal_role_national_admin,
  'national-viewer': m.portal_role_national_viewer,
  'province-manager': m.portal_role_province_manager,
  'unit-officer': m.portal_role_unit_officer,
  'operator-engineer': m.portal_role_operator_engineer,
  auditor: m.portal_role_auditor,
};

export const kindWord: Record<UnitKind, () => string> = {
  department: m.portal_kind_department,
  commune: m.portal_kind_commune,
  'mass-organisation': m.portal_kind_mass,
  press: m.portal_kind_press,
  operator: m.portal_kind_operator,
  other: m.portal_kind_other,
};

export const problemWord: Record<ProblemProgress, () => string> = {
  received: m.portal_voices_received,
  working: m.portal_voices_working,
  'passed-on': m.portal_voices_passed_on,
  answered: m.portal_voices_answered,
  closed: m.portal_voices_closed,
};

export const spotWord: Record<SpotProgress, () => string> = {
  received: m.portal_voices_received,
  seen: m.portal_voices_seen,
  planned: m.portal_voices_planned,
  mended: m.portal_voices_mended,
  closed: m.portal_voices_closed,
};

export const printKindWord: Record<PrintKind, () => string> = {
  'poster-a3': m.material_poster,
  standee: m.material_standee,
  'leaflet-a5': m.material_leaflet,
};

export const printStateWord: Record<PrintState, () => string> = {
  asked: m.print_asked,
  approved: m.print_approved,
  sent: m.print_sent,
  received: m.print_received,
  refused: m.print_refused,
};

export const workKindWord: Record<WorkKind, () => string> = {
  banner: m.work_banner,
  broadcast: m.work_broadcast,
  article: m.work_article,
  session: m.work_session,
  poster: m.work_poster,
};

export const mailWord: Record<Reminder['mails'][number]['state'], () => string> = {
  sent: m.portal_mail_sent,
  failed: m.portal_mail_failed,
  'no-address': m.portal_mail_no_address,
  'no-server': m.portal_mail_no_server,
};

export const figureWord = {
  installs: m.portal_fig_installs,
  accesses: m.portal_fig_accesses,
  installsTotal: m.portal_fig_installs_total,
  accessesTotal: m.portal_fig_accesses_total,
} as const;

/** `2025-09` as 9/2025. */
export function monthWord(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${number}/${year}`;
}
