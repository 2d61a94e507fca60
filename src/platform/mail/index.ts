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

/**
 * A mailer for `smtp://` and `smtps://` addresses; with null, one that is not ready and sends nothing. nodemailer is
 * read in with the first mail, as most installations start often and write seldom.
 */
export function openMailer(url: string | null, from: string): Mailer {
  if (!url) return { ready: false, send: () => Promise.resolve(), close: () => undefined };
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    ready: true,
    send: async (mail) =>
      void (await (await (transport ??= openTransport(url, from))).sendMail({ from, ...mail })),
    close: () => void transport?.then((open) => open.close()),
  };
}

async function openTransport(url: string, from: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport(url, { from });
}
