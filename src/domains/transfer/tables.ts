declare module '../../platform/db/tables.ts' {
  interface Tables {
    import_source: ImportSourceRow;
    import_message: ImportMessageRow;
    import_run: ImportRunRow;
    author_claim: AuthorClaimRow;
  }
}

export interface ImportSourceRow {
  community_id: string;
  source: string;
  /** community, conversation or author. */
  kind: string;
  key: string;
  /** The id that it has here: of the community, the conversation or the person. */
  target_id: string;
  /** What the archive told besides, as JSON. */
  aside: string | null;
}

export interface ImportMessageRow {
  community_id: string;
  conversation_id: string;
  key: string;
  number: number;
  /** 1 while only answers to it have come in. */
  stub: number;
  aside: string | null;
}

export interface ImportRunRow {
  community_id: string;
  id: string;
  source: string;
  started_by: string;
  started_at: number;
  /** gathering, reading, placing, done or failed. */
  state: string;
  progress: string | null;
  report: string | null;
  finished_at: number | null;
}

export interface AuthorClaimRow {
  community_id: string;
  /** The author who came in with an archive. */
  person_id: string;
  claimed_by: string;
  note: string;
  made_at: number;
}
