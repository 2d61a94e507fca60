import { createTransport } from 'nodemailer';
import type { Config } from '../../platform/config.ts';
import { because, mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MS = 8000;

/** The mail server answers and lets Kith in; having none is all right. */
export async function lookAtMail({ mailUrl }: Config): Promise<Finding> {
  if (!mailUrl) return ok('mail', 'none set up; `kith person reset-link` takes its place');
  const timeouts = {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  };
  const transport = createTransport({ url: mailUrl, ...timeouts });
  try {
    await transport.verify();
    return ok('mail', `${new URL(mailUrl).host} answers`);
  } catch (error) {
    return mend(
      'mail',
      `${new URL(mailUrl).host}: ${because(error)}`,
      'Check MAIL_URL: its host, port, name and password.',
    );
  } finally {
    transport.close();
  }
}
