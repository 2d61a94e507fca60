import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

export type Mailbox = Awaited<ReturnType<typeof openMailbox>>;

/** A mail server on loopback that keeps what it gets. */
export async function openMailbox() {
  const waiting: ((letter: Letter) => void)[] = [];
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) =>
      void text(stream)
        .then((raw) => keep(raw, session.envelope.rcptTo), done)
        .then(() => done()),
  });

  function keep(raw: string, to: { address: string }[]): void {
    const letter = { to: to.map(({ address }) => address).join(), ...read(raw) };
    const next = waiting.shift();
    if (next) next(letter);
    else letters.push(letter);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    /** The oldest letter that nobody has taken out yet, waited for. */
    next: () =>
      new Promise<Letter>((resolve) => {
        const letter = letters.shift();
        if (letter) resolve(letter);
        else waiting.push(resolve);
      }),
    isEmpty: () => letters.length === 0,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

function read(raw: string): { subject: string; text: string } {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replaceAll(/\r\n\s+/g, ' ');
  const body = raw.slice(end + 4);
  const subject = /^Subject: (.*)$/m.exec(head)![1]!.trim();
  const quoted = /^Content-Transfer-Encoding: quoted-printable/im.test(head);
  return {
    subject: unquoted(subject),
    text: (quoted ? bytes(body.replaceAll('=\r\n', '')) : body).trimEnd(),
  };
}

/** A header's words as RFC 2047 writes what is not ASCII. */
const unquoted = (words: string) =>
  words
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?q\?(.*?)\?=/gi, (_all, part: string) => bytes(part.replaceAll('_', ' ')))
    .replaceAll(/=\?utf-8\?b\?(.*?)\?=/gi, (_all, part: string) => Buffer.from(part, 'base64').toString());

const bytes = (quoted: string) =>
  decodeURIComponent(quoted.replaceAll('%', '%25').replaceAll(/=([0-9A-F]{2})/g, '%$1'));
