import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';

type Cbor = number | string | Uint8Array | Map<number | string, Cbor>;

/** A passkey device in software: one ES256 key for one house, without attestation. */
export function authenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const rpIdHash = sha256(new URL(origin).hostname);
  let counter = 0;

  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const credential = (response: object) => ({
    ...{ id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} },
    response,
  });

  return {
    /** Answers the options for adding a passkey. */
    create({ challenge }: { challenge: string }) {
      const { x, y } = publicKey.export({ format: 'jwk' });
      const key = new Map<number, Cbor>([
        ...([
          [1, 2],
          [3, -7],
          [-1, 1],
        ] as const),
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]);
      const length = Buffer.from([0, id.length]);
      const authData = Buffer.concat([
        rpIdHash,
        Buffer.from([0x45]),
        uint32(0),
        Buffer.alloc(16),
        length,
        id,
        cbor(key),
      ]);
      const attestation = cbor(
        new Map<string, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      return credential({
        clientDataJSON: base64url(clientData('webauthn.create', challenge)),
        attestationObject: base64url(attestation),
        transports: ['internal'],
      });
    },
    /** Answers the options for signing in. */
    get({ challenge }: { challenge: string }) {
      const authenticatorData = Buffer.concat([rpIdHash, Buffer.from([0x05]), uint32(++counter)]);
      const client = clientData('webauthn.get', challenge);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), privateKey);
      return credential({
        clientDataJSON: base64url(client),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(signature),
      });
    },
  };
}

/** Stores a passkey that no device has, for tests that need only its row. Gives its id. */
export async function giveAPasskey(app: App, personId: string): Promise<string> {
  const id = newId();
  const row = { id, person_id: personId, name: 'Laptop', public_key: '', credential_id: id, counter: 0 };
  const rest = { device_type: 'singleDevice', created_at: new Date().toISOString() };
  const backed_up = app.store.engine === 'sqlite' ? 0 : false;
  await app.store.library
    .insertInto('auth_passkey')
    .values({ ...row, ...rest, backed_up })
    .execute();
  return id;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const base64url = (bytes: Buffer) => bytes.toString('base64url');

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The little of RFC 8949 that this takes. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, held]) => [cbor(key), cbor(held)]),
  ]);
}

function head(major: number, count: number): Buffer {
  return Buffer.from(count < 24 ? [(major << 5) | count] : [(major << 5) | 24, count]);
}
