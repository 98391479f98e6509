// Sends mail by the server that is set.
import type { Transporter } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: Buffer }[];
}

/** Resolves when the server took the mail; rejects with what it said. */
export type SendMail = (mail: Mail) => Promise<void>;

/** A server that is silent for so long is told of as gone; the libraries' own patience is minutes, for each mail. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Connects at the first mail; `url` is smtp:// or smtps://, with user and password where the server asks for them. */
export function openMail({ url, from }: { readonly url: string; readonly from: string }): SendMail {
  let opening: Promise<Transporter> | undefined;
  const connect = async () => (await import('nodemailer')).createTransport({ url, ...PATIENCE });
  const open = () => (opening ??= connect());
  return async ({ to, subject, text, attachments = [] }) => {
    const transport = await open();
    await transport.sendMail({ from, to, subject, text, attachments: [...attachments] });
  };
}
