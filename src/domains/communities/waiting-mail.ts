import type { Context } from '../../platform/act.ts';
import { linkOrigin } from '../../platform/config.ts';
import { emailOf, findPerson } from '../accounts/index.ts';
import type { CommunityRow } from './tables.ts';

interface Waited {
  community: Pick<CommunityRow, 'name' | 'slug'>;
  personId: string;
}

/**
 * Tells who waited that they are in, in their own language. It is not waited for: a mail server that refuses takes
 * nothing back, and the brief tells of it too.
 */
export const tellLetIn = (context: Context, waited: Waited) => tell(context, waited, letIn);

/** Tells who waited that they were not let in, as `tellLetIn` does; not who decided it. */
export const tellDeclined = (context: Context, waited: Waited) => tell(context, waited, declined);

function tell(context: Context, waited: Waited, letter: Letter): void {
  const { auth, mail } = context.services;
  if (mail.ready) auth.later('mail not sent', send(context, waited, letter));
}

async function send({ db, services }: Context, { community, personId }: Waited, letter: Letter) {
  const [person, to] = await Promise.all([findPerson(db, personId), emailOf(db, personId)]);
  if (!person || !to) return;
  const written = person.language === 'es' ? letter.es : letter.en;
  const url = `${linkOrigin(services.config)}/${community.slug}`;
  await services.mail.send({ to, ...written({ name: person.name, where: community.name, url }) });
}

type Write = (words: { name: string; where: string; url: string }) => { subject: string; text: string };
type Letter = Record<'en' | 'es', Write>;

const letIn: Letter = {
  en: ({ name, where, url }) => ({
    subject: `You are in: ${where}`,
    text: `Hello ${name},

you asked to join ${where}, and its hosts have let you in. From now on it is here for you:
${url}

Come by when you have the time; nothing runs away.
`,
  }),
  es: ({ name, where, url }) => ({
    subject: `Ya formas parte de ${where}`,
    text: `Hola, ${name}:

Pediste entrar en ${where}, y quienes acogen allí te han dejado entrar. Desde ahora está aquí para ti:
${url}

Pásate cuando tengas un rato; nada corre prisa.
`,
  }),
};

const declined: Letter = {
  en: ({ name, where }) => ({
    subject: `About joining ${where}`,
    text: `Hello ${name},

thank you for asking to join ${where}. Its hosts have not let you in this time. A small community has few places, and
much goes into who comes next; please do not take it as a word about you.

If you still feel like it later, you can ask again.
`,
  }),
  es: ({ name, where }) => ({
    subject: `Sobre tu petición de entrar en ${where}`,
    text: `Hola, ${name}:

Gracias por pedir entrar en ${where}. Esta vez, quienes acogen allí no te han dejado entrar. Una comunidad pequeña tiene
pocos sitios, y cuentan muchas cosas al decidir quién llega; por favor, no lo tomes como un juicio sobre ti.

Si más adelante te sigue apeteciendo, puedes volver a pedirlo.
`,
  }),
};
