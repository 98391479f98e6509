// Vietnamese words of the portal's codes in papers and tables.
import type {
  NationWatch,
  PrintKind,
  PrintState,
  ProblemProgress,
  PublicPoint,
  Role,
  SpotProgress,
  WorkKind,
} from '@i-speed/spec';

type Words<Code extends string> = Readonly<Record<Code, string>>;

export const WORK_KINDS: Words<WorkKind> = {
  banner: 'Đặt banner, logo',
  broadcast: 'Phát thanh, truyền hình',
  article: 'Tin, bài',
  session: 'Hội nghị, buổi hướng dẫn',
  poster: 'Treo áp phích, standee',
};

export const PRINT_KINDS: Words<PrintKind> = {
  'poster-a3': 'Áp phích A3',
  standee: 'Standee',
  'leaflet-a5': 'Tờ rơi A5',
};

export const PRINT_STATES: Words<PrintState> = {
  asked: 'Đang chờ',
  approved: 'Đã duyệt',
  sent: 'Đã gửi',
  received: 'Đã nhận',
  refused: 'Từ chối',
};

export const PROBLEM_STATES: Words<ProblemProgress> = {
  received: 'Đã nhận',
  working: 'Đang xử lý',
  'passed-on': 'Đã chuyển nhà mạng',
  answered: 'Đã trả lời',
  closed: 'Đã đóng',
};

export const SPOT_STATES: Words<SpotProgress> = {
  received: 'Đã nhận',
  seen: 'Đã xem',
  planned: 'Có kế hoạch',
  mended: 'Đã khắc phục',
  closed: 'Đã đóng',
};

export const SIGNS: Words<NationWatch['suspicious'][number]['signs'][number]> = {
  abuse: 'nhiều lượt gian lận',
  'one-device': 'một máy đo phần lớn số lượt',
  empty: 'ít lượt được tính',
};

export const ROLES: Words<Role> = {
  'national-admin': 'Quản trị quốc gia',
  'national-viewer': 'Xem toàn quốc',
  'province-manager': 'Quản lý cấp tỉnh',
  'unit-officer': 'Cán bộ đơn vị',
  'operator-engineer': 'Kỹ sư nhà mạng',
  auditor: 'Kiểm tra',
};

export const POINT_KINDS: Words<PublicPoint['networkKind']> = {
  'on-net': 'Trong mạng nhà mạng',
  exchange: 'Trạm trung chuyển',
  hosting: 'Trung tâm dữ liệu',
  abroad: 'Nước ngoài',
};

export const POINT_STATES: Words<PublicPoint['state']> = {
  active: 'Đang phục vụ',
  waiting: 'Chờ duyệt',
  draining: 'Không nhận lượt đo mới',
  unhealthy: 'Đang có lỗi',
  retired: 'Đã ngừng',
};
