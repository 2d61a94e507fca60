import { passkey } from '@better-auth/passkey';

/** better-auth's passkeys, with their table named as the house names things. */
export const passkeys = () =>
  passkey({
    rpName: 'Kith',
    advanced: { webAuthnChallengeCookie: 'passkey' },
    schema: {
      passkey: {
        modelName: 'auth_passkey',
        fields: {
          userId: 'person_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  });
