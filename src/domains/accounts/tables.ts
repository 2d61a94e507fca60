declare module '../../platform/db/tables.ts' {
  interface Tables {
    person: PersonRow;
    access_token: AccessTokenRow;
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
