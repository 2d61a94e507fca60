import { attach } from './attach.ts';
import { bringIn } from './bring-in.ts';
import { changeRoom } from './change-room.ts';
import { checkFiles } from './check-files.ts';
import { close } from './close.ts';
import { deleteMessage } from './delete-message.ts';
import { editMessage } from './edit-message.ts';
import { frames } from './facts.ts';
import { follow } from './follow.ts';
import { hearersOf } from './audience.ts';
import { keepAsThread } from './keep-as-thread.ts';
import { leaveRoom } from './leave-room.ts';
import { markRead } from './mark-read.ts';
import { openDirect } from './open-direct.ts';
import { openRoom } from './open-room.ts';
import { openPages } from './pages.ts';
import { noticeChange, part } from './part.ts';
import { getConversation, listDirects, listMessages, listRooms, listThreads } from './queries.ts';
import { react } from './react.ts';
import { reactions } from './reactions.ts';
import { listPlaces } from './read-places.ts';
import { listUnread } from './read-unread.ts';
import { removeMessage } from './remove-message.ts';
import { search } from './search.ts';
import { sendMessage } from './send-message.ts';
import { serveFiles } from './serve-files.ts';
import { settleReadings } from './settle-readings.ts';
import { startThread } from './start-thread.ts';
import { sweepFiles } from './sweep-files.ts';

export type { ConversationView, Kind, Level } from './conversation.ts';
export type { AttachmentView, MessageView } from './message.ts';
export { countSaid } from './count-said.ts';
export { keepFile } from './keep-file.ts';
export type { KeptFile } from './keep-file.ts';
export { markTakenIn } from './mark-taken-in.ts';
export { roomAddresses, slugOf } from './room-address.ts';
export { fillStub, takeIn } from './take-in.ts';
export type { TakenConversation, TakenMessage, TakenStretch } from './take-in.ts';
export { takeOver } from './take-over.ts';
export { excerpt, render } from './text.ts';

/** Rooms, threads and directs with all that is said in them. */
export const conversations = {
  verbs: [
    openRoom,
    changeRoom,
    bringIn,
    leaveRoom,
    startThread,
    openDirect,
    close,
    sendMessage,
    editMessage,
    deleteMessage,
    removeMessage,
    react,
    attach,
    keepAsThread,
    markRead,
    follow,
    getConversation,
    listRooms,
    listThreads,
    listDirects,
    listMessages,
    listPlaces,
    listUnread,
    search,
  ] as const,
  reactions,
  frames,
  noticeChange,
  part,
  hearersOf,
  openPages,
  serveFiles,
  sweepFiles,
  settleReadings,
  checkFiles,
};
