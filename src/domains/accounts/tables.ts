declare module '../../platform/db/tables.ts' {
  interface Tables {
    person: PersonRow;
    access_token: AccessTokenRow;
    auth_user: AuthUserRow;
    auth_credential: AuthCredentialRow;
    auth_session: AuthSessionRow;
    auth_passkey: AuthPasskeyRow;
    auth_verification: { id: string; identifier: string; value: string };
  }
}

export interface PersonRow {
  id: string;
  handle: string;
  name: string;
  about: string;
  interests: string;
  time_zone: string;
  language: string;
  /** The id of the stored picture, or null. */
  picture: string | null;
  imported: number;
  created_at: number;
}

export interface AccessTokenRow {
  id: string;
  person_id: string;
  name: string;
  hash: string;
  scopes: string;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
}

/** better-auth's own times: ISO 8601 text on SQLite, timestamptz on PostgreSQL; both take the text. */
type AuthTime = string | Date;

/** The rest of these rows is better-auth's business. */
interface AuthUserRow {
  id: string;
  email: string;
  created_at: AuthTime;
  updated_at: AuthTime;
}

interface AuthCredentialRow {
  id: string;
  person_id: string;
  account_id: string;
  provider_id: string;
  password: string | null;
  created_at: AuthTime;
  updated_at: AuthTime;
}

export interface AuthSessionRow {
  id: string;
  person_id: string;
  token: string;
  address: string | null;
  agent: string | null;
  created_at: AuthTime;
  updated_at: AuthTime;
  expires_at: AuthTime;
}

interface AuthPasskeyRow {
  id: string;
  person_id: string;
  name: string | null;
  aaguid: string | null;
  created_at: AuthTime | null;
}
