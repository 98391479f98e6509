// What the materials say, in both languages; a body's own title takes the place of the headline.
import type { Language } from '../card/words.ts';

interface MaterialWords {
  readonly headline: string;
  readonly call: string;
  readonly steps: readonly [string, string, string];
  readonly why: readonly string[];
  readonly scan: string;
  readonly simulated: string;
  readonly loudspeaker: (body: string | undefined, link: string) => string;
  readonly sms: (body: string | undefined, link: string) => string;
}

export const MATERIAL_WORDS: Readonly<Record<Language, MaterialWords>> = {
  vi: {
    headline: 'Đo tốc độ Internet nơi bạn sống',
    call: 'Miễn phí · 10 giây · không cần đăng ký',
    steps: ['Quét mã hoặc mở địa chỉ', 'Bấm “Bắt đầu đo”', 'Xem kết quả và bật chế độ tự động'],
    why: [
      'Kết quả cho nhà mạng biết nơi cần đầu tư',
      'Cho cơ quan quản lý biết nơi mạng còn yếu',
      'Mỗi xã cần 300 lượt đo một tháng',
    ],
    scan: 'Quét để đo',
    simulated: 'DỮ LIỆU MÔ PHỎNG',
    loudspeaker: (body, link) =>
      `Kính thưa bà con. ${body ?? 'Chúng tôi'} trân trọng mời bà con cùng đo tốc độ Internet nơi mình sống bằng i-Speed.
Bà con dùng điện thoại, mở địa chỉ ${link} rồi bấm nút “Bắt đầu đo”. Mỗi lần đo khoảng mười giây, không mất phí dịch vụ, không cần đăng ký.
Bà con nên đo ở nhà, nơi làm việc và những chỗ mạng yếu, vào nhiều giờ khác nhau, và bật chế độ tự động. Mỗi xã cần ít nhất ba trăm lượt đo một tháng thì con số mới đáng tin.
Nơi không có sóng, bà con bấm “Báo vùng lõm sóng” để nhà mạng biết. Xin cảm ơn bà con.`,
    sms: (body, link) =>
      `${body === undefined ? '' : `${withoutMarks(body)}: `}Moi ban do toc do Internet bang i-Speed, mien phi, 10 giay: ${link}`,
  },
  en: {
    headline: 'Measure the Internet where you live',
    call: 'Free · 10 seconds · no sign-up',
    steps: ['Scan the code or open the address', 'Press “Start”', 'See the result, switch automatic mode on'],
    why: [
      'Shows operators where to invest',
      'Shows regulators where networks are weak',
      'Each commune needs 300 measurements a month',
    ],
    scan: 'Scan to measure',
    simulated: 'SIMULATED DATA',
    loudspeaker: (body, link) =>
      `Dear residents. ${body ?? 'We'} invite you to measure the speed of the Internet where you live with i-Speed.
Take your phone, open ${link} and press “Start”. A measurement takes about ten seconds; it is free and needs no sign-up.
Please measure at home, at work and where the network is weak, at different hours, and switch automatic mode on. A commune needs at least three hundred measurements a month before its figures can be relied on.
Where there is no signal, press “Report no signal” so that operators learn of it. Thank you.`,
    sms: (body, link) =>
      `${body === undefined ? '' : `${withoutMarks(body)}: `}Measure your Internet speed with i-Speed, free, 10 seconds: ${link}`,
  },
};

/** "Uy ban nhan dan xa Ba Vi": a message with other letters than these costs two or three. */
function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').replace(/[–—]/g, '-');
}
