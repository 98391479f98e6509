// A letter as a department sends it, for tests of papers.
export const letter = {
  issuer: 'Sở Khoa học và Công nghệ',
  number: 'Số:        /SKHCN-BCVT',
  subject: 'V/v báo cáo kết quả sử dụng ứng dụng i-Speed tháng 9/2025',
  placeAndDate: 'Hà Nội, ngày 15 tháng 9 năm 2025',
  addressee: 'Cục Viễn thông',
  paragraphs: ['Trong tháng có 34 người cài đặt.'],
  recipients: ['Như trên;', 'Lưu: VT.'],
};
