import type { MessageView, Role } from '../views.ts';

/** What the reader may do with one message; the server decides again when it is done. */
export interface Rights {
  reply: boolean;
  react: boolean;
  edit: boolean;
  takeBack: boolean;
  remove: boolean;
  keep: boolean;
  /** It came with an archive, so the reader may say that it was theirs. */
  claim: boolean;
}

/** What one place allows the reader at all. */
export interface Standing {
  me: string | null;
  role: Role | null;
  /** False where a conversation is closed or one may only read. */
  open: boolean;
  /** True in rooms, whose talk can be kept as a thread. */
  keeps: boolean;
}

export function rightsOver(message: MessageView, { me, role, open, keeps }: Standing): Rights {
  const here = message.state === 'here';
  const mine = me !== null && message.author.id === me;
  const may = here && open && me !== null;
  return {
    reply: may,
    react: may,
    edit: may && mine,
    takeBack: here && mine,
    remove: here && role === 'host' && !mine,
    keep: may && keeps,
    claim: me !== null && message.author.imported && message.author.handle !== '',
  };
}
