import { fromProblem, type KithError } from '../errors.ts';

/** Whether this browser can keep and show passkeys. */
export const passkeysWork = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** Whether it offers them while one fills in the e-mail address. */
export const passkeysSuggest = async (): Promise<boolean> =>
  passkeysWork() && ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false);

/** Makes a passkey for the signed-in person. Throws a refusal; `sign-in-again` where the sign-in is older than an hour. */
export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>(
    `generate-register-options?name=${encodeURIComponent(name)}`,
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey }).catch(refuse);
  await ask('verify-registration', { name, response: saidBy(made) });
}

/** Signs in with a passkey. With `suggest`, the browser offers it in the address field and this waits. */
export async function enterWithPasskey(suggest?: AbortSignal): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>('generate-authenticate-options');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const waiting = suggest && { mediation: 'conditional' as const, signal: suggest };
  const shown = await navigator.credentials.get({ publicKey, ...waiting }).catch(refuse);
  await ask('verify-authentication', { response: saidBy(shown) });
}

async function ask<Answer>(step: string, body?: object): Promise<Answer> {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/api/auth/passkey/${step}`, sent).catch(() => null);
  if (!response) throw refusal('unavailable', 'offline');
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer as Answer;
  const { code } = answer as { code?: string };
  if (code === 'SESSION_NOT_FRESH' || code === 'SESSION_IS_NOT_FRESH')
    throw refusal('forbidden', 'sign-in-again');
  throw code ? refusal('forbidden', 'passkey-refused') : fromProblem(response.status, answer);
}

function saidBy(credential: Credential | null): object {
  const { clientExtensionResults: _, ...rest } = (credential as PublicKeyCredential).toJSON();
  return rest;
}

/** What the browser, or the person before it, did not want. */
function refuse(thrown: unknown): never {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'AbortError') throw refusal('conflict', 'passkey-replaced');
  if (name === 'InvalidStateError') throw refusal('conflict', 'passkey-there-already');
  throw refusal('forbidden', 'passkey-cancelled');
}

const refusal = (kind: KithError['kind'], reason: string): KithError => ({ kind, reason, message: '' });
