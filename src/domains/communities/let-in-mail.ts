import type { Context } from '../../platform/act.ts';
import { linkOrigin } from '../../platform/config.ts';
import { emailOf, findPerson } from '../accounts/index.ts';
import type { CommunityRow } from './tables.ts';

interface LetIn {
  community: Pick<CommunityRow, 'name' | 'slug'>;
  personId: string;
}

/**
 * Tells who waited that they are in, in their own language. It is not waited for: a mail server that refuses takes
 * nothing back, and the brief tells of it too.
 */
export function tellLetIn(context: Context, letIn: LetIn): void {
  const { auth, mail } = context.services;
  if (mail.ready) auth.later('mail not sent', send(context, letIn));
}

async function send({ db, services }: Context, { community, personId }: LetIn): Promise<void> {
  const [person, to] = await Promise.all([findPerson(db, personId), emailOf(db, personId)]);
  if (!person || !to) return;
  const written = person.language === 'es' ? inSpanish : inEnglish;
  const url = `${linkOrigin(services.config)}/${community.slug}`;
  await services.mail.send({ to, ...written({ name: person.name, where: community.name, url }) });
}

type Words = { name: string; where: string; url: string };

const inEnglish = ({ name, where, url }: Words) => ({
  subject: `You are in: ${where}`,
  text: `Hello ${name},

you asked to join ${where}, and its hosts have let you in. From now on it is here for you:
${url}

Come by when you have the time; nothing runs away.
`,
});

const inSpanish = ({ name, where, url }: Words) => ({
  subject: `Ya formas parte de ${where}`,
  text: `Hola, ${name}:

Pediste entrar en ${where}, y quienes acogen allí te han dejado entrar. Desde ahora está aquí para ti:
${url}

Pásate cuando tengas un rato; nada corre prisa.
`,
});
