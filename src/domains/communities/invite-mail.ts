import type { Context } from '../../platform/act.ts';
import type { Mail } from '../../platform/mail/index.ts';
import { findPerson } from '../accounts/index.ts';
import type { PersonView } from '../accounts/index.ts';
import type { CommunityRow, InviteRow } from './tables.ts';

interface Sent {
  community: CommunityRow;
  invite: InviteRow;
  url: string;
}

/** Sends an invite to its mail address, in the language of who invites. A refusal is told, as the link can go another way. */
export async function sendInvite(context: Context, sent: Sent): Promise<'sent' | 'failed' | 'none'> {
  const { mail } = context.services;
  if (!sent.invite.email || !mail.ready) return 'none';
  const inviter = await findPerson(context.db, context.me);
  return mail.send(letter(inviter!, sent, sent.invite.email)).then(
    () => 'sent' as const,
    () => 'failed' as const,
  );
}

function letter(inviter: PersonView, { community, invite, url }: Sent, to: string): Mail {
  const until = new Intl.DateTimeFormat(inviter.language, {
    dateStyle: 'long',
    timeZone: inviter.timeZone,
  }).format(invite.expires_at);
  const written = inviter.language === 'es' ? inSpanish : inEnglish;
  return { to, ...written({ who: inviter.name, where: community.name, url, until }) };
}

type Words = { who: string; where: string; url: string; until: string };

const inEnglish = ({ who, where, url, until }: Words) => ({
  subject: `${who} invites you to ${where}`,
  text: `Hello,

${who} invites you to ${where}, a small private community on Kith.

Have a look at what it is about, and join:
${url}

The invite is for you alone and holds until ${until}.
If you do not know ${who}, you can leave this mail unanswered.
`,
});

const inSpanish = ({ who, where, url, until }: Words) => ({
  subject: `${who} te invita a ${where}`,
  text: `Hola:

${who} te invita a ${where}, una pequeña comunidad privada en Kith.

Mira de qué se trata y únete:
${url}

La invitación es solo para ti y vale hasta el ${until}.
Si no conoces a ${who}, puedes dejar este correo sin respuesta.
`,
});
