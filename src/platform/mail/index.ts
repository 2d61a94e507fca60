import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mail where a mail server is set up. Everything in Kith works without one. */
export interface Mailer {
  ready: boolean;
  /** Rejects when the mail server refuses; does nothing where none is set up. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** A mailer for `smtp://` and `smtps://` addresses; with null, one that is not ready and sends nothing. */
export function openMailer(url: string | null, from: string): Mailer {
  if (!url) return { ready: false, send: () => Promise.resolve(), close: () => undefined };
  const transport = createTransport(url, { from });
  return {
    ready: true,
    send: async (mail) => void (await transport.sendMail({ from, ...mail })),
    close: () => transport.close(),
  };
}
