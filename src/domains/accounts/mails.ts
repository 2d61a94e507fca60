import type { Services } from '../../platform/services.ts';
import type { Account } from './store.ts';

type Words = { subject: string; text: string };

/** Sends without being waited for, so that nobody learns from the time it takes; what goes wrong is logged. */
export function tell(
  services: Services,
  account: Pick<Account, 'email' | 'language'>,
  words: Record<string, Words>,
): void {
  if (!services.mail.ready) return;
  const { subject, text } = words[account.language] ?? words['en']!;
  services.auth.later('mail not sent', services.mail.send({ to: account.email, subject, text }));
}

export const resetMail = (name: string, link: string): Record<string, Words> => ({
  en: {
    subject: 'Set a new password',
    text: `Hello ${name},\n\nwith this link you set a new password. It works once, within an hour:\n\n${link}\n\nIf you did not ask for it, nothing needs to be done.\n`,
  },
  es: {
    subject: 'Elige una contraseña nueva',
    text: `Hola, ${name}:\n\nCon este enlace eliges una contraseña nueva. Sirve una vez, durante una hora:\n\n${link}\n\nSi no lo has pedido, no hace falta que hagas nada.\n`,
  },
});

export const passwordChangedMail = (name: string): Record<string, Words> => ({
  en: {
    subject: 'Your password was changed',
    text: `Hello ${name},\n\nyour password was changed just now, and all sessions were ended. If that was not you, ask for a new password on the sign-in page at once, and tell a host.\n`,
  },
  es: {
    subject: 'Tu contraseña ha cambiado',
    text: `Hola, ${name}:\n\nTu contraseña acaba de cambiar y se han cerrado todas las sesiones. Si no has sido tú, pide enseguida una contraseña nueva en la página de entrada y avisa a quien lleva la casa.\n`,
  },
});

export const erasedMail = (name: string): Record<string, Words> => ({
  en: {
    subject: 'Your account was erased',
    text: `Hello ${name},\n\nyour account was erased just now, as was asked for with your password. Nothing more will come to this address.\n`,
  },
  es: {
    subject: 'Tu cuenta se ha borrado',
    text: `Hola, ${name}:\n\nTu cuenta acaba de borrarse, como se ha pedido con tu contraseña. A esta dirección no llegará nada más.\n`,
  },
});

export const emailChangedMail = (name: string): Record<string, Words> => ({
  en: {
    subject: 'Your e-mail address was changed',
    text: `Hello ${name},\n\nyour account has another e-mail address from now on, and this one is no longer used. If that was not you, tell a host at once.\n`,
  },
  es: {
    subject: 'Tu dirección de correo ha cambiado',
    text: `Hola, ${name}:\n\nTu cuenta usa desde ahora otra dirección de correo, y esta ya no. Si no has sido tú, avisa enseguida a quien lleva la casa.\n`,
  },
});
