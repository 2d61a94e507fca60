import { linkOrigin } from '../../platform/config.ts';
import { newSecret } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';

const LASTS_MS = 3_600_000;

/** A link with which a person sets a new password: works once, within an hour. */
export async function makeResetLink(services: Services, personId: string): Promise<string> {
  const secret = newSecret();
  await (
    await verifications(services)
  ).createVerificationValue({
    identifier: identifier(secret),
    value: personId,
    expiresAt: new Date(Date.now() + LASTS_MS),
  });
  return `${linkOrigin(services.config)}/reset?token=${secret}`;
}

/** Whose password this secret resets; null where it is unknown, used or over. */
export async function personOfReset(services: Services, secret: string): Promise<string | null> {
  const found = await (await verifications(services)).findVerificationValue(identifier(secret));
  return found && found.expiresAt > new Date() ? found.value : null;
}

/** Uses the secret up; false for all but the first who try. */
export async function spendReset(services: Services, secret: string): Promise<boolean> {
  return (await (await verifications(services)).consumeVerificationValue(identifier(secret))) !== null;
}

const identifier = (secret: string) => `reset-password:${secret}`;

async function verifications(services: Services) {
  return (await (await services.auth.library()).$context).internalAdapter;
}
