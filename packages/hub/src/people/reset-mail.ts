// The mail with which a person sets a new password.
import type { SendMail } from '../job/mail.ts';
import type { AuthSetting } from './auth.ts';

/** Sends the link by this server; in Vietnamese, as all mail of the portal. */
export function resetMail(sendMail: SendMail): NonNullable<AuthSetting['sendLink']> {
  return ({ to, name, url }) =>
    sendMail({
      to,
      subject: 'Đặt lại mật khẩu i-Speed',
      text: `Kính gửi ${name},\n\nĐặt mật khẩu mới tại: ${url}\n`,
    });
}
